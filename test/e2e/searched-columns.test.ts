import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportanceReport } from '../../src/reports/importance-report.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { type Recorded, recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const choice = (values: readonly unknown[]) => ({ type: 'choice', values });
const space = {
  units: 8,
  learningRate: 0.02,
  'data.scaling': choice(['standard', 'piecewise']),
  'data.columns.noise': choice([true, false]),
  'training.patience': choice([1, 9]),
  // Beyond any improvement but the first.
  'training.minDelta': 1e9,
};
const data = { source: 'csv', path: 't.csv', target: 'price', split: { folds: 2, test: 0.2 } };
const training = { maxEpochs: 9, backend: 'wasm' };

/** A price from a number and a category; `noise` says nothing, and `flat` does not vary. */
function table(): string[] {
  const random = randomFor('searched columns');
  return Array.from({ length: 60 }, () => {
    const [size, noise, city] = [random.next() * 9, random.next(), ['Bern', 'Oslo'][random.below(2)]];
    return [
      size.toFixed(3),
      noise.toFixed(3),
      city,
      1,
      Math.abs(size - 4) + (city === 'Oslo' ? 2 : 0),
    ].join();
  });
}

let trials: Recorded[] = [];
const trialWith = (wanted: Recorded['config']) => {
  const found = trials.find(({ config }) =>
    Object.entries(wanted).every(([name, value]) => config[name] === value),
  );
  if (found === undefined) throw new Error(`no trial with ${JSON.stringify(wanted)}`);
  return String(found.trial);
};

beforeAll(async () => {
  writeFileSync(join(directory, 't.csv'), ['size,noise,city,flat,price', ...table()].join('\n'));
  const file = writeSpace(directory, { name: 'columns', data, space, training, search: { trials: 8 } });
  for (const workers of ['1', '2']) {
    const started = await run(
      ['start', file, '--workers', workers, '--db', `${workers}.db`, '--quiet'],
      directory,
    );
    expect(started).toMatchObject({ code: 0 });
  }
  trials = await recorded(join(directory, '2.db'));
});

test('trials have the same bits at one and two workers, and again, and their own patience', async () => {
  expect(trials.map(({ config }) => config['data.scaling'])).toContain('piecewise');
  expect(trials).toEqual(await recorded(join(directory, '1.db')));
  const rerun = await run(['rerun', trialWith({ 'data.scaling': 'piecewise' }), '--db', '2.db'], directory);
  expect(rerun.stdout).toMatch('identical');
  const epochsAt = (patience: number) =>
    trials.filter(({ config }) => config['training.patience'] === patience).map(({ epochs }) => epochs);
  expect(epochsAt(9)).toEqual(epochsAt(9).map(() => 9));
  expect(epochsAt(1)).toEqual(epochsAt(1).map(() => 2));
});

test('a model needs and has only the columns that its trial uses', async () => {
  const without = trialWith({ 'data.columns.noise': false });
  const shown = await json<{ importance: ImportanceReport }>(
    ['show', without, '--importance', '--db', '2.db'],
    directory,
  );
  expect(shown.importance.columns.map(({ name }) => name).sort()).toEqual(['city', 'size']);
  writeFileSync(join(directory, 'new.csv'), 'size,city\n1.5,Oslo\n7,Bern\n');
  const predicted = await run(['predict', 'new.csv', '--model', without, '--db', '2.db'], directory);
  expect(predicted).toMatchObject({ code: 0 });
  expect(predicted.stdout.split('\n')).toHaveLength(4);
  const used = trialWith({ 'data.columns.noise': true });
  const refused = await run(['predict', 'new.csv', '--model', used, '--db', '2.db'], directory);
  expect(refused).toMatchObject({ code: 2 });
  expect(refused.stderr).toMatch('noise: must be a column of the file, as in training');
});

test('an ensemble of trials with different inputs is exported as it predicts, and teaches a student', async () => {
  const members = [
    { 'data.scaling': 'standard' },
    { 'data.scaling': 'piecewise', 'data.columns.noise': false },
  ];
  const numbers = members.map(trialWith).join();
  const mean = ['ensemble', '--method', 'average', '--trials', numbers, '--name', 'mixed', '--db', '2.db'];
  expect(await run(mean, directory)).toMatchObject({ code: 0 });
  expect(await run(['export', '--model', 'mixed', '--to', 'm', '--db', '2.db'], directory)).toMatchObject({
    code: 0,
  });
  const predict = async (...model: string[]) => {
    const { stdout } = await run(['predict', 't.csv', ...model], directory);
    return stdout.trim().split('\n').slice(1).map(Number);
  };
  const [own, exported] = [
    await predict('--model', 'mixed', '--db', '2.db'),
    await predict('--model', './m'),
  ];
  expect(own).toHaveLength(60);
  own.forEach((value, row) => void expect(exported[row]).toBeCloseTo(value, 4));
  const distill = ['distill', '--ensemble', 'mixed', '--db', '2.db'];
  const distilled = await run([...distill, '--tries', '1', '--epochs', '2'], directory);
  expect(distilled).toMatchObject({ code: 0 });
  const config = JSON.stringify({ 'data.scaling': 'robust', 'data.columns.flat': false });
  const { code, stderr } = await run([...distill, '--config', config], directory);
  expect(code).toBe(2);
  expect(stderr).toMatch('data.scaling: must be a scaling of the study, standard or piecewise, got "robust"');
  expect(stderr).toMatch('data.columns.flat: must name a column that is an input of the study');
});

test('a parameter of a column that is no input is refused before anything starts', async () => {
  const wrong = { 'data.columns.flat': true, 'data.columns.sise': true };
  const file = writeSpace(directory, { name: 'wrong', data, space: wrong, training });
  const { code, stderr } = await run(['start', file, '--db', 'none.db'], directory);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /space.json:\d+:5 space.data.columns.flat: must name a column that is an input, got "flat" \(it does not vary in the training rows\)/,
  );
  expect(stderr).toMatch(/space.data.columns.sise: .*did you mean 'size'/);
});
