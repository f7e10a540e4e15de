import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate } from 'hpsearch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EvaluationReport } from '../../src/reports/evaluation-report.ts';
import type { ImportanceReport } from '../../src/reports/importance-report.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const colours = ['red', 'green', 'blue'];

/** 200 rows: the size and the colour decide the price, a day and a number decide nothing. */
beforeAll(async () => {
  const random = randomFor('importance', 'served');
  const lines = Array.from({ length: 200 }, () => {
    const [size, colour, day] = [random.next(), random.below(3), 1 + random.below(28)];
    const price = 8 * size + 2 * colour + 0.1 * random.next();
    return [size, colours[colour], `2024-05-${String(day).padStart(2, '0')}`, random.next(), price].join();
  });
  writeFileSync(join(directory, 'table.csv'), ['size,colour,day,number,price', ...lines].join('\n'));
  const table = { source: 'csv', path: 'table.csv', target: 'price' };
  const studies = {
    single: { data: { ...table, split: { validation: 0.2, test: 0.2 } } },
    folds: { data: { ...table, split: { folds: 3, repeats: 2 } } },
    pictures: { data: { source: 'digits' }, model: { type: 'mlp' } },
  };
  for (const [name, changes] of Object.entries(studies)) {
    const training = { maxEpochs: name === 'pictures' ? 1 : 12, backend: 'wasm' };
    const space = { learningRate: 0.03, units: { type: 'int', min: 8, max: 16 } };
    const file = writeSpace(directory, { name, search: { trials: 2 }, space, training, ...changes });
    expect(await run(['start', file, '--quiet'], directory)).toMatchObject({ code: 0 });
  }
  for (const name of ['single', 'folds']) {
    const args = ['ensemble', '--method', 'average', '--k', '2', '--study', name];
    expect(await run(args, directory)).toMatchObject({ code: 0 });
  }
});

interface Shown {
  readonly importance: ImportanceReport;
}

function expectImportance({ importance }: Shown, data: string, rows: number): void {
  const { columns, notShown } = importance;
  expect(importance).toMatchObject({ data, rows, metric: 'loss', direction: 'minimize', repeats: 10 });
  expect(columns.slice(0, 2).map(({ name, inputs }) => [name, inputs])).toEqual([
    ['size', 1],
    ['colour', 3],
  ]);
  expect(columns).toHaveLength(4);
  expect(columns.find(({ name }) => name === 'day')?.inputs).toBeGreaterThan(1);
  for (const { value, low, high } of columns)
    expect([low, value, high].toSorted((a, b) => a - b)[1]).toBe(value);
  expect(notShown).not.toContain('size');
  expect(notShown).not.toContain('colour');
}

test.each([
  ['single', 40],
  ['folds', 160],
])('is shown for a trial, an ensemble and new rows: %s', async (name, judged) => {
  const study = ['--study', name];
  const shown = await json<Shown>(['show', '0', '--importance', ...study], directory);
  expectImportance(shown, 'validation', judged);
  const onValidation = ['evaluate', '--split', 'validation', '--importance', ...study];
  const trial = await json<EvaluationReport & Shown>([...onValidation, '--model', '0'], directory);
  expect(trial.importance).toEqual(shown.importance);
  expect((trial.metrics.rmse?.value ?? 0) ** 2).toBeCloseTo(trial.importance.value, 9);
  const together = await json<Shown>([...onValidation, '--model', 'average-k2'], directory);
  expectImportance(together, 'validation', judged);
  expect(together.importance).not.toEqual(shown.importance);
  expectImportance(await json<Shown>(['evaluate', '--importance', ...study], directory), 'test', 40);
  const file = ['evaluate', '--importance', '--data', 'table.csv', ...study];
  expectImportance(await json<Shown>(file, directory), 'table.csv', 200);
});

test('is shown in a program, and for an exported model', async () => {
  const { importance } = await evaluate({
    db: join(directory, 'hpsearch.db'),
    study: 'single',
    importance: true,
  });
  expect(importance?.columns.map(({ name }) => name).slice(0, 2)).toEqual(['size', 'colour']);
  const args = ['export', '--study', 'single', '--model', 'average-k2', '--to', 'exported'];
  expect(await run(args, directory)).toMatchObject({ code: 0 });
  const file = ['evaluate', '--importance', '--data', 'table.csv', '--model', './exported'];
  expectImportance(await json<Shown>(file, directory), 'table.csv', 200);
});

test('is a table with a bar for each column, after the trial', async () => {
  const { code, stdout } = await run(['show', '0', '--importance', '--study', 'single'], directory);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^trial 0 of single/);
  expect(stdout).toMatch(/importance on validation: how far the loss of [\d.]+ rises when/);
  expect(stdout).toMatch(
    /\nsize +[\d.]+ +[\d.]+ to [\d.]+ +▇+[▇▒─┤]*\ncolour +[\d.]+ +[\d.]+ to [\d.]+ +▇+[▇▒─┤]*\n/,
  );
});

test('is a section of the page', async () => {
  const args = ['evaluate', '--importance', '--html', 'page.html', '--study', 'single'];
  expect(await run(args, directory)).toMatchObject({ code: 0 });
  const page = readFileSync(join(directory, 'page.html'), 'utf8');
  expect(page).toContain('>Importance</h2>');
  expect(page).toMatch(/when a column(&#39;|')s cells are shuffled among 40 rows/);
});

test.each([
  ['show', '0', '--importance'],
  ['evaluate', '--importance'],
])('is refused for images by %s', async (...args) => {
  const { code, stdout, stderr } = await run([...args, '--study', 'pictures'], directory);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(
    '--importance: must go with a table: the model takes images, which have no columns',
  );
});

test('is refused on rows that the model was trained on', async () => {
  const { code, stderr } = await run(['evaluate', '--importance', '--split', 'train'], directory);
  expect(code).toBe(2);
  expect(stderr).toContain('--importance: must be of rows that the model was not trained on');
});
