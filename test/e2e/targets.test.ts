import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomFor } from '../../src/statistics/random.ts';
import { examplePredictions, runExample } from './exported-example.ts';
import { temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

type Cells = Readonly<Record<string, number | string>>;

function writeTable(name: string, rows: readonly Cells[]): void {
  const names = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => names.map((column) => row[column]).join(','));
  writeFileSync(join(directory, name), [names.join(','), ...lines].join('\n'));
}

async function start(changes: Record<string, unknown>): Promise<void> {
  writeSpace(directory, {
    model: { type: 'linear' },
    space: { learningRate: { type: 'logUniform', min: 0.02, max: 0.1 } },
    training: { maxEpochs: 20, backend: 'wasm' },
    search: { trials: 2 },
    ...changes,
  });
  const { code, stderr } = await run(['start', 'space.json', '--workers', '1', '--quiet'], directory);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
}

async function predictions(...args: string[]): Promise<number[]> {
  const { code, stdout } = await run(['predict', 'new.csv', ...args], directory);
  expect(code).toBe(0);
  return stdout.trim().split('\n').slice(1).map(Number);
}

interface Evaluated {
  readonly metrics: Record<string, { value: number; low: number; high: number }>;
  readonly threshold?: number;
  readonly weight?: string;
  readonly notes?: readonly { message: string; advice: string }[];
}

const random = randomFor('targets');
const inputs = Array.from({ length: 120 }, () => 4 * random.next() - 2);

describe('a target of 3.2e11 ± 900', () => {
  beforeAll(async () => {
    const rows = inputs.map((x) => ({ x, moment: 3.2e11 + Math.round(800 * x + 100 * random.next()) }));
    writeTable('moments.csv', rows);
    writeTable('new.csv', [{ x: -1 }, { x: 0 }, { x: 1 }]);
    await start({ name: 'moments', data: { source: 'csv', path: 'moments.csv', target: 'moment' } });
  });

  test('is predicted to the unit, by the exported model and its example too', async () => {
    const own = await predictions();
    const steps = own.slice(1).map((value, at) => value - (own[at] as number));
    for (const step of steps) expect(Math.abs(step - 800)).toBeLessThan(150);
    await json(['export', '--to', 'moments'], directory);
    const exported = await predictions('--model', './moments');
    const example = examplePredictions(
      runExample(join(directory, 'moments'), [{ x: -1 }, { x: 0 }, { x: 1 }]),
    ).map(Number);
    own.forEach((value, at) => {
      expect(exported[at]).toBeCloseTo(value, 2);
      expect(example[at]).toBeCloseTo(value, 2);
    });
    const { metrics } = await json<Evaluated>(['evaluate'], directory);
    expect(metrics.rmse?.value).toBeLessThan(300);
    expect(metrics.r2?.value).toBeGreaterThan(0.9);
  });

  test('has no probabilities, which a note says', async () => {
    const { code, stdout, stderr } = await run(['predict', 'new.csv', '--probabilities'], directory);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'prediction']);
    expect(stderr).toContain('--probabilities adds nothing: the model predicts a number');
  });
});

describe('a transformed target with weighted rows', () => {
  beforeAll(async () => {
    const rows = inputs.map((x, row) => ({ x, w: row % 3, price: Math.round(1e4 * Math.exp(x)) }));
    writeTable('prices.csv', rows);
    const source = { source: 'csv', path: 'prices.csv', target: 'price', weight: 'w', weightMetrics: true };
    await start({ name: 'prices', data: { ...source, targetTransform: 'log1p' } });
    await json(['ensemble', '--trials', '0,1', '--method', 'average', '--name', 'both'], directory);
  });

  test('is predicted in its own units, alike by the study, the export and the example', async () => {
    const own = await predictions('--model', 'both');
    expect(own[0]).toBeGreaterThan(2500);
    expect(own[2]).toBeLessThan(40_000);
    expect((own[2] as number) / (own[0] as number)).toBeGreaterThan(4);
    await json(['export', '--model', 'both', '--to', 'prices'], directory);
    const exported = await predictions('--model', './prices');
    const example = examplePredictions(
      runExample(join(directory, 'prices'), [{ x: -1 }, { x: 0 }, { x: 1 }]),
    ).map(Number);
    own.forEach((value, at) => {
      expect((exported[at] as number) / value).toBeCloseTo(1, 5);
      expect((example[at] as number) / value).toBeCloseTo(1, 5);
    });
  });

  test('is measured by weight, and alike from a file', async () => {
    const evaluated = await json<Evaluated>(['evaluate', '--model', '0', '--split', 'validation'], directory);
    expect(evaluated.weight).toBe('w');
    const { metrics } = await json<{ metrics: Record<string, number> }>(['show', '0'], directory);
    expect(evaluated.metrics.mae?.value).toBeCloseTo(metrics.valMae as number, 6);
    const missing = await run(
      ['evaluate', '--model', '0', '--data', 'moments.csv', '--target', 'x'],
      directory,
    );
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('w: must be a column')]);
  });
});

describe('a rare class', () => {
  const rows = Array.from({ length: 600 }, (_, row) => {
    const isRare = row % 30 === 0;
    return { x: random.next() + (isRare ? 0.3 : 0), z: random.next(), kind: isRare ? 'rare' : 'common' };
  });
  const data = { source: 'csv', path: 'rare.csv', target: 'kind' };

  beforeAll(() => writeTable('rare.csv', rows));

  test('that is never predicted is said, with the ways out', async () => {
    await start({ name: 'ignored', data });
    expect((await run(['evaluate'], directory)).stdout).toMatch(
      /! never predicted: 'rare' \(\d rows\)\n {2}→ set data\.classWeights to "balanced", training\.threshold/,
    );
  });

  test('is predicted with weights and a threshold, in all reports and in the export', async () => {
    const training = { maxEpochs: 20, backend: 'wasm', threshold: 'auto' };
    await start({
      name: 'seen',
      data: { ...data, classWeights: 'balanced' },
      training,
      objective: { metric: 'valF1' },
    });
    await json(['ensemble', '--trials', '0,1', '--method', 'average', '--name', 'two'], directory);
    const trial = await json<{ metrics: Record<string, number> }>(['show', '0'], directory);
    const evaluated = await json<Evaluated>(['evaluate', '--model', '0', '--split', 'validation'], directory);
    expect(evaluated.threshold).toBe(trial.metrics.threshold);
    expect(evaluated.metrics.f1?.value).toBeCloseTo(trial.metrics.valF1 as number, 12);
    expect(evaluated.notes).toBeUndefined();
    await json(['export', '--model', 'two', '--to', 'seen'], directory);
    writeTable('new.csv', rows.slice(0, 150));
    const classes = async (model: string) =>
      (await run(['predict', 'new.csv', '--model', model], directory)).stdout.trim().split('\n').slice(1);
    const own = await classes('two');
    expect(own.filter((name) => name === 'rare').length).toBeGreaterThan(0);
    expect(await classes('./seen')).toEqual(own);
    expect(examplePredictions(runExample(join(directory, 'seen'), rows.slice(0, 150)))).toEqual(own);
  });
});
