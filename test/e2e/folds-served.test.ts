import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RankedTrial } from '../../src/actions/top/top.ts';
import type { TestInterval } from '../../src/metrics/test-interval.ts';
import type { EvaluationReport } from '../../src/reports/evaluation-report.ts';
import type { InspectionReport } from '../../src/reports/learned/inspection-report.ts';
import type { ClassSuspectsReport, ValueSuspectsReport } from '../../src/reports/suspects-report.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Metrics, Trial } from '../../src/study/trial.ts';
import { type Recorded, recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

interface Evaluated {
  readonly rows: number;
  readonly metrics: Record<string, { readonly value: number }>;
}

interface Continued {
  readonly continued: readonly { readonly gain: number; readonly trial: Trial }[];
}

/** 100 rows, of which 20 are set aside; `yes` and `value` follow from a and b. */
function writeTable(): void {
  const random = randomFor('folds', 'served');
  const lines = Array.from({ length: 100 }, (_, row) => {
    const [a, b] = [2 * random.next() - 1, 2 * random.next() - 1];
    const value = 10 + 3 * a - b;
    return [row, a, b, 1 + (row % 3), a + 0.2 * random.next() > 0.3 ? 'yes' : 'no', value].join();
  });
  writeFileSync(join(directory, 'table.csv'), ['when,a,b,w,yes,value', ...lines].join('\n'));
}

const table = { source: 'csv', path: 'table.csv' };
const training = { maxEpochs: 4, backend: 'wasm' };
const studies = {
  // With weights, and a threshold of its own.
  yes: {
    data: {
      ...table,
      ...{ target: 'yes', exclude: ['when', 'value'], weight: 'w', weightMetrics: true },
      split: { folds: 3, repeats: 2, test: 0.2 },
    },
    objective: { metric: 'valBalancedAccuracy', direction: 'maximize' },
    training: { ...training, threshold: 'auto' },
  },
  value: {
    data: { ...table, target: 'value', exclude: ['when', 'yes', 'w'], split: { folds: 'auto' } },
    training: { ...training, final: 'refit' },
  },
  later: {
    data: { ...table, target: 'value', exclude: ['yes', 'w'], split: { folds: 3, time: 'when' } },
    training,
  },
};

beforeAll(async () => {
  writeTable();
  for (const [name, changes] of Object.entries(studies)) {
    const space = writeSpace(directory, { name, search: { trials: 2 }, ...changes });
    expect(await run(['start', space, '--db', `${name}.db`, '--quiet'], directory)).toMatchObject({
      code: 0,
    });
  }
});

describe.each([
  ['yes', 80, 6, 6, 'balancedAccuracy'],
  ['value', 80, 5, 6, 'mae'],
  ['later', 60, 3, 3, 'mae'],
] as const)('the study of %s', (name, judged, folds, models, metric) => {
  const db = ['--db', `${name}.db`];
  const command = (...args: string[]) => run([...args, ...db], directory);

  test('is evaluated on validation by its out-of-fold predictions, to the recorded metrics', async () => {
    const [trial] = await json<Trial[]>(['top', ...db], directory);
    const evaluate = ['evaluate', '--model', String(trial?.trial), ...db];
    const evaluated = await json<Evaluated>([...evaluate, '--split', 'validation'], directory);
    const recordedName = `val${metric[0]?.toUpperCase()}${metric.slice(1)}`;
    expect(evaluated.rows).toBe(judged);
    expect(evaluated.metrics[metric]?.value).toBeCloseTo(trial?.metrics[recordedName] as number, 12);
    expect((await json<Evaluated>([...evaluate, '--split', 'train'], directory)).rows).toBe(80);
    expect((await json<Evaluated>(evaluate, directory)).rows).toBe(20);
  });

  test('expects its metric on the test rows in an interval, which is compared with what they give', async () => {
    const [best] = await json<RankedTrial[]>(['top', ...db], directory);
    const number = String(best?.trial);
    const interval = best?.testInterval as TestInterval;
    expect(interval).toMatchObject({ validationRows: judged, testRows: 20, level: 0.95 });
    expect(interval.low).toBeLessThan(best?.value as number);
    const shown = await json<{ testInterval: TestInterval }>(['show', number, ...db], directory);
    expect(shown.testInterval).toEqual(interval);
    const tested = await json<EvaluationReport>(['evaluate', '--model', number, ...db], directory);
    const { metric: named, low, high } = interval;
    const value = tested.expectation?.value as number;
    expect(tested.expectation).toEqual({
      ...interval,
      ...{ validation: best?.value, value, isInside: low <= value && value <= high },
    });
    if (named !== 'loss') expect(value).toBeCloseTo(tested.metrics[named]?.value as number, 12);
    const texts = [await command('show', number), await command('top'), await command('evaluate')];
    expect(texts.map(({ stdout }) => /expected (on the 20 test rows|from its)/.test(stdout))).toEqual([
      ...[true, true, true],
    ]);
  });

  test('is exported as the mean of its models, or as that of all rows, which predicts as the study does', async () => {
    const exported = await command('export', '--model', '0', '--to', `${name}-model`);
    expect(exported).toMatchObject({ code: 0 });
    const predict = async (...model: string[]) => {
      const { stdout } = await run(['predict', 'table.csv', ...model], directory);
      return stdout.trim().split('\n').slice(1);
    };
    const [stored, again] = [
      await predict('--model', '0', ...db),
      await predict('--model', `./${name}-model`),
    ];
    expect(stored).toHaveLength(100);
    stored.forEach((cell, row) => {
      if (name === 'yes') expect(again[row]).toBe(cell);
      else expect(Number(again[row])).toBeCloseTo(Number(cell), 4);
    });
  });

  test('is trained again to the same bits, and with other seeds', async () => {
    expect(await json(['rerun', '0', ...db], directory)).toMatchObject({
      ...{ identical: true, weights: 'identical', difference: null },
    });
    if (name !== 'yes') return;
    const spread = await json<{ values: number[] }>(['rerun', '0', '--seeds', '2', ...db], directory);
    expect(new Set(spread.values).size).toBe(2);
  });

  test('has an ensemble and a student', async () => {
    const ensemble = await json<object>(['ensemble', '--method', 'average', ...db], directory);
    expect(ensemble).toMatchObject({ members: [{}, {}, {}], cost: { bestSingle: {} } });
    const softness = name === 'yes' ? ['--temperature', '2'] : [];
    const student = ['--config', '{"units":4}', '--mixture', '0.5', '--seeds', '1', ...softness];
    const made = await command('distill', ...student);
    expect(made).toMatchObject({ code: 0 });
    expect(made.stdout.includes('memorised')).toBe(name === 'later');
    expect((await recorded(join(directory, `${name}.db`))).at(-1)).toMatchObject({
      ...{ origin: 'student', state: 'complete' },
    });
  });

  test('goes on from the best epoch of each fold', async () => {
    const [objective, sign] = name === 'yes' ? ['valBalancedAccuracy', -1] : ['valLoss', 1];
    const before = (await recorded(join(directory, `${name}.db`)))[0];
    const { continued } = await json<Continued>(['continue', '0', '--epochs', '3', ...db], directory);
    const number = continued[0]?.trial.trial as number;
    const after = (await recorded(join(directory, `${name}.db`)))[number];
    expect(continued[0]?.gain).toBeGreaterThanOrEqual(0);
    expect(before?.history[0]?.folds).toHaveLength(folds);
    const bests: number[] = [];
    for (let fold = 0; fold < folds; fold++) {
      const [parent, child] = [before, after].map((trial) => curveOf(trial, fold));
      const values = parent?.map((metrics) => sign * (metrics[objective] as number)).slice(1) ?? [];
      const best = 1 + values.indexOf(Math.min(...values));
      bests.push(best);
      expect(child?.slice(0, best + 1)).toEqual(parent?.slice(0, best + 1));
      expect(child).toHaveLength(best + 1 + 3);
    }
    if (name === 'yes') expect(new Set(bests).size).toBeGreaterThan(1);
  });

  test('shows the rows that models doubt which were not trained on them', async () => {
    const space = writeSpace(directory, { name, search: { trials: 2 }, ...studies[name] });
    const args = ['data', space, '--suspects', '--k', '2', ...db];
    const { suspects: report } = await json<{ suspects: ClassSuspectsReport | ValueSuspectsReport }>(
      args,
      directory,
    );
    // Rows that no fold judges are those of train.
    const unjudged = 80 - judged;
    expect(report.splits).toMatchObject([
      ...(unjudged === 0 ? [] : [{ name: 'train', rows: unjudged }]),
      ...[
        { name: 'validation', rows: judged },
        { name: 'test', rows: 20 },
      ],
    ]);
    expect(report.worst.every(({ loss }) => Number.isFinite(loss))).toBe(true);
    if (name !== 'yes') return;
    const shown = await json<{ confusion: { counts: number[][] } }>(
      ['show', '0', '--confusion', ...db],
      directory,
    );
    expect(shown.confusion.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(judged);
  });

  test('is shown as a page, with the network and the dynamics of one of its models', async () => {
    if (name === 'later') return;
    const shown = await json<{ inspection: InspectionReport }>(
      ['show', '0', '--html', `${name}.html`, '--quiet', ...db],
      directory,
    );
    const { network, dynamics } = shown.inspection;
    const shownNetwork =
      name === 'yes' ? `the network of the first of ${models} folds` : 'the network of all rows';
    expect(network).toMatchObject({ rows: judged, shownNetwork });
    expect(dynamics).toMatchObject({ isIdentical: true });
  });

  test('is checked on the rows of its first fold, and the estimate counts its models', async () => {
    const space = writeSpace(directory, { name, search: { trials: 2 }, ...studies[name] });
    const only = ['--only', 'enough-rows,estimate,no-copied-rows'];
    const { results } = await json<{
      results: { name: string; status: string; numbers: Record<string, number> }[];
    }>(['check', space, ...only], directory);
    const numbersOf = (check: string) => results.find((each) => each.name === check)?.numbers;
    expect(numbersOf('estimate')).toMatchObject({ models, trials: 2 });
    expect(numbersOf('enough-rows')).toMatchObject({ validation: judged });
  });

  test('moves whole to another database, with its weights', async () => {
    const file = `${name}-study.json`;
    expect(await command('export', '--format', 'json', '--weights', '--to', file)).toMatchObject({ code: 0 });
    const other = `${name}-other.db`;
    expect(await run(['import', file, '--db', other], directory)).toMatchObject({ code: 0 });
    expect(await recorded(join(directory, other))).toEqual(await recorded(join(directory, `${name}.db`)));
    const evaluated = (place: string) =>
      json(['evaluate', '--model', '0', '--split', 'validation', '--db', place], directory);
    expect(await evaluated(other)).toEqual(await evaluated(`${name}.db`));
  });
});

/** A fold's metrics, epoch by epoch until its training ended. */
function curveOf(trial: Recorded | undefined, fold: number): Metrics[] {
  return (trial?.history ?? []).map(({ folds }) => folds?.[fold]).filter((metrics) => metrics != null);
}
