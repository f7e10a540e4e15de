import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from './csv-rows.ts';
import { examplePredictions, runExample } from './exported-example.ts';
import { root, temporaryDirectory } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const examples = {
  'voters-ordinal': 'voters.csv',
  'visits-count': 'doctor-visits.csv',
  'penguins-quantiles': '../datasets/penguins.csv',
} as const;
type Example = keyof typeof examples;
const names = Object.keys(examples) as Example[];

const folder = join(root, 'search-spaces');
const linesOf = (example: Example) =>
  readFileSync(join(folder, examples[example]), 'utf8').trim().split('\n').slice(0, 41);

/** Short forms of the examples: two trials of a few epochs, one validation split. */
beforeAll(async () => {
  for (const example of names) {
    const text = readFileSync(join(folder, `${example}.yaml`), 'utf8')
      .replace(
        /path: \.\/(\S+?)([,\s])/,
        (_, file, after) => `path: ${JSON.stringify(join(folder, file))}${after}`,
      )
      .replace(/^training: .*$/m, 'training: { maxEpochs: 8, patience: 8, backend: wasm }')
      .replace(/^search: .*$/m, 'search: { trials: 2 }');
    writeFileSync(join(directory, `${example}.yaml`), text);
    writeFileSync(join(directory, `${example}.csv`), linesOf(example).join('\n'));
    const { code, stderr } = await run(
      ['start', `${example}.yaml`, '--db', `${example}.db`, '--workers', '2', '--no-check', '--quiet'],
      directory,
    );
    expect([code, stderr]).toEqual([0, expect.any(String)]);
  }
});

async function table(example: Example, ...args: string[]): Promise<string[][]> {
  const { code, stdout } = await run(
    ['predict', `${example}.csv`, '--db', `${example}.db`, ...args],
    directory,
  );
  expect(code).toBe(0);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(','));
}

describe.each(names)('the example %s', (example) => {
  test('has an exported model whose script predicts as predict does', async () => {
    await json(['export', '--db', `${example}.db`, '--to', `${example}-model`], directory);
    const [, ...own] = await table(example);
    const rows = rowsOf(linesOf(example).join('\n'));
    const said = examplePredictions(runExample(join(directory, `${example}-model`), rows));
    expect(said).toHaveLength(own.length);
    said.forEach((prediction, row) => {
      const [expected = ''] = own[row] ?? [];
      if (Number.isNaN(Number(expected))) expect(prediction).toBe(expected);
      else expect(Math.abs(Number(prediction) / Number(expected) - 1)).toBeLessThan(1e-5);
    });
  });
});

interface Evaluated {
  readonly metrics: Record<string, { value: number; low: number; high: number }>;
  readonly quantiles?: {
    below: { quantile: number; share: { value: number } }[];
    intervals: { level: number; coverage: { value: number }; meanWidth: number }[];
  };
}

test('ordered classes are judged by ranks', async () => {
  const { metrics } = await json<Evaluated>(['evaluate', '--db', 'voters-ordinal.db'], directory);
  expect(metrics.rankMae?.value).toBeLessThan(1.6);
  expect(metrics.quadraticKappa?.value).toBeGreaterThan(0.5);
  expect(Object.keys(metrics)).toContain('nll');
});

test('counts are predicted as means, never below 0, with intervals that are not either', async () => {
  const { metrics } = await json<Evaluated>(['evaluate', '--db', 'visits-count.db'], directory);
  expect(Object.keys(metrics)).toEqual(['deviance', 'mae', 'rmse', 'r2']);
  const [head, ...rows] = await table('visits-count', '--interval', '0.9');
  expect(head).toEqual(['prediction', 'prediction_low', 'prediction_high']);
  for (const [mean, low, high] of rows) {
    expect(Number(low)).toBeGreaterThanOrEqual(0);
    expect(Number(low)).toBeLessThan(Number(mean));
    expect(Number(high)).toBeGreaterThan(Number(mean));
  }
  const refused = await run(['distill', '--db', 'visits-count.db'], directory);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('a count study cannot be distilled');
});

test('quantiles are columns in their order, with conformal intervals and their coverage', async () => {
  const [head, ...rows] = await table('penguins-quantiles', '--interval', '0.9');
  expect(head?.slice(3)).toEqual(['prediction_q05', 'prediction_q50', 'prediction_q95']);
  for (const [prediction, , , ...quantiles] of rows) {
    expect(quantiles.toSorted((one, other) => Number(one) - Number(other))).toEqual(quantiles);
    expect(prediction).toBe(quantiles[1]);
  }
  const { quantiles } = await json<Evaluated>(['evaluate', '--db', 'penguins-quantiles.db'], directory);
  expect(quantiles?.below.map(({ quantile }) => quantile)).toEqual([0.05, 0.5, 0.95]);
  expect(quantiles?.intervals).toEqual([expect.objectContaining({ level: 0.9 })]);
});

test('an ensemble of quantiles averages them, and is exported so', async () => {
  const made = await run(['ensemble', '--db', 'penguins-quantiles.db', '--method', 'average'], directory);
  expect(made.code).toBe(0);
  const ensemble = ['--model', 'average', '--db', 'penguins-quantiles.db'];
  const { largestDifference } = await json<{ largestDifference: number }>(
    ['export', ...ensemble, '--to', 'mixed'],
    directory,
  );
  expect(largestDifference).toBeLessThan(1e-5);
  const { stdout } = await run(['predict', 'penguins-quantiles.csv', '--model', 'mixed'], directory);
  const own = await run(['predict', 'penguins-quantiles.csv', ...ensemble], directory);
  const numbers = (text: string) => text.trim().split('\n').slice(1).join().split(',').map(Number);
  numbers(stdout).forEach((value, at) => {
    expect(value / (numbers(own.stdout)[at] as number)).toBeCloseTo(1, 5);
  });
});
