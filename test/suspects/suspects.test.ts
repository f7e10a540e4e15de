import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeSource, readSource } from '../../src/data/load-dataset.ts';
import type {
  ClassSuspectsReport,
  TargetSuspectsReport,
  ValueSuspectsReport,
} from '../../src/reports/suspects-report.ts';
import type { Configuration } from '../../src/study/search-space.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';
import { findSuspects, quickSuspects } from '../../src/suspects/suspects.ts';
import { loadBackend } from '../../src/training/backend.ts';
import { trainTrial } from '../../src/training/loop/train.ts';
import { mlp } from '../../src/training/models/mlp.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';
import { corruptedCurve, mislabelledDigits, type NoisyTable } from './noisy-data.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const backend = await loadBackend('wasm');

/** Trains a few dense nets on the table, as a search would, and asks them. */
async function asked(table: NoisyTable, target: string, epochs: number, configs: readonly Configuration[]) {
  writeFileSync(join(directory, `${target}.csv`), table.text);
  const spec: DataSpec = {
    source: 'csv',
    path: `${target}.csv`,
    target,
    task: target === 'digit' ? 'classification' : 'regression',
    exclude: [],
    split: { kind: 'fractions', validation: 0.2, test: 0.2, stratify: target === 'digit', seed: 0 },
    scaling: 'standard',
  };
  const source = await readSource(spec, directory);
  const dataset = encodeSource(source, spec);
  const training = {
    maxEpochs: epochs,
    patience: 5,
    minDelta: 0,
    timeoutSeconds: 60,
    backend: 'wasm',
  } as const;
  const objective = { metric: 'valLoss', direction: 'minimize' } as const;
  const stored = [];
  for (const [trial, config] of configs.entries()) {
    const input = { backend, family: mlp, dataset, training, objective, seed: 1, trial, config };
    const { weights, outcome } = await trainTrial(input, { onEpoch() {}, shouldStop: () => false });
    if (weights === undefined) throw new Error(`trial ${trial}: ${outcome.state}`);
    stored.push({ trial, config, weights });
  }
  const models = { backend, family: mlp, dataset, source };
  const report = await findSuspects('noisy', models, stored, spec);
  const again = await findSuspects('noisy', models, stored, spec);
  const quick = quickSuspects('noisy', source, spec);
  return { report, again, quick, dataset, spoiled: Array.from(table.spoiled, (row) => row + 1) };
}

/** The share of spoiled rows among the first suspects, as many as there are spoiled rows. */
function scores({ suspects }: TargetSuspectsReport, spoiled: readonly number[]) {
  const first = suspects.slice(0, spoiled.length);
  const hits = first.filter(({ row }) => spoiled.includes(row)).length;
  return { precision: hits / first.length, recall: hits / spoiled.length };
}

function dense(units: number, dropout: number): Configuration {
  return { units, dropout, learningRate: 3e-3, batchSize: 64 };
}

describe('digits of which 5 % were given another label', async () => {
  const table = mislabelledDigits(0.05);
  const nets = [dense(64, 0.3), dense(48, 0.4), dense(32, 0.2)];
  const { report: any, again, quick, dataset, spoiled } = await asked(table, 'digit', 12, nets);
  const report = any as ClassSuspectsReport;
  const reports = [report, quick as ClassSuspectsReport];

  it.each(reports)('are the first suspects, nine of ten', (each) => {
    const { precision, recall } = scores(each, spoiled);
    expect(spoiled).toHaveLength(90);
    expect(precision).toBeGreaterThan(0.88);
    expect(recall).toBeGreaterThan(0.88);
  });

  it.each(reports)('are nearly all of the confident ones', (each) => {
    const confident = each.suspects.filter(({ isConfident }) => isConfident);
    const right = confident.filter(({ row }) => spoiled.includes(row));
    const { train, validation, test } = each.confident;
    expect(confident).toHaveLength(train + validation + test);
    expect(right.length / confident.length).toBeGreaterThan(0.95);
    expect(right.length).toBeGreaterThan(0.7 * spoiled.length);
  });

  it('get their own label back', () => {
    const found = report.suspects.filter(({ row }) => spoiled.includes(row));
    const mended = found.filter(({ row, suggested }) => suggested === table.truth[row - 1]);
    expect(mended.length / found.length).toBeGreaterThan(0.9);
  });

  it.each(reports)('are looked for in all splits', ({ suspects, worst, splits }) => {
    const { train, validation, test } = dataset.splits;
    for (const { row, split } of [...suspects, ...worst]) {
      expect(dataset.splits[split].row.includes(row - 1)).toBe(true);
    }
    expect(new Set(suspects.map(({ split }) => split)).size).toBe(3);
    expect(splits.map(({ name, rows }) => [name, rows])).toEqual([
      ['train', train.rows],
      ['validation', validation.rows],
      ['test', test.rows],
    ]);
  });

  it('come in the order of their score, with the inputs that are strange for the given label', () => {
    const { suspects } = report;
    expect(suspects.map(({ score }) => score)).toEqual(
      suspects.map(({ score }) => score).sort((a, b) => b - a),
    );
    for (const { features = [], given, row } of suspects.slice(0, 10)) {
      expect(features).toHaveLength(3);
      expect(Math.abs(features[0]?.z ?? 0)).toBeGreaterThan(2);
      expect(given).not.toBe(table.truth[row - 1]);
    }
  });

  it('stand among the worst predicted, whose losses fall', () => {
    const losses = report.worst.map(({ loss }) => loss);
    expect(losses).toHaveLength(20);
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(report.worst.filter(({ row }) => spoiled.includes(row)).length).toBeGreaterThan(16);
  });

  it('are confused by the best trial in every row of validation', () => {
    const { confusion } = report;
    expect(confusion?.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(
      dataset.splits.validation.rows,
    );
    expect(confusion).toMatchObject({ trial: 0, split: 'validation' });
  });

  it('are the same suspects when they are looked for again', () => {
    expect(again).toEqual(report);
    expect(quick).not.toHaveProperty('confusion');
    expect(quick).toMatchObject({
      trials: [],
      quick: {
        folds: 5,
        repeats: 3,
        models: ['logistic regression', 'nearest neighbours'],
        fittedRows: 1438,
      },
    });
  });
});

describe('a curve of which 2 % of the targets are off', async () => {
  const table = corruptedCurve(800, 0.02);
  const {
    report: any,
    quick,
    spoiled,
  } = await asked(table, 'y', 30, [dense(32, 0), dense(24, 0), dense(16, 0)]);
  const report = any as ValueSuspectsReport;

  it('are the first suspects, each with the sign of its error', () => {
    expect(spoiled.length).toBeGreaterThan(10);
    expect(scores(report, spoiled)).toEqual({ precision: 1, recall: 1 });
    expect(scores(quick as ValueSuspectsReport, spoiled)).toEqual({ precision: 1, recall: 1 });
    for (const { row, residual, given, suggested, z, agreement } of report.suspects.slice(
      0,
      spoiled.length,
    )) {
      expect(Math.sign(residual)).toBe(row % 2 === 1 ? 1 : -1);
      expect(Math.sign(z)).toBe(Math.sign(residual));
      expect(given - suggested).toBeCloseTo(residual, 10);
      expect(Math.abs(suggested - Number(table.truth[row - 1]))).toBeLessThan(6);
      expect(agreement).toBeGreaterThan(0.5);
    }
  });

  it('give their values as the file has them', () => {
    const lines = table.text.split('\n');
    for (const { row, given } of report.worst) expect(String(given)).toBe(lines[row]?.split(',')[2]);
  });

  it('have no confusion', () => {
    expect(report.target).toBe('y');
    expect(report).not.toHaveProperty('confusion');
  });
});
