import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { suspectsOf } from '../../src/actions/suspects.ts';
import { FaultsError } from '../../src/faults/errors.ts';
import type { DataReport } from '../../src/reports/data-report.ts';
import type { InspectionReport } from '../../src/reports/learned/inspection-report.ts';
import type { ClassSuspectsReport, ConfusionReport } from '../../src/reports/suspects-report.ts';
import { prepareSpec } from '../../src/search/prepare-spec.ts';
import { prepareStudy } from '../../src/search/prepare-study.ts';
import type { Trial } from '../../src/study/trial.ts';
import { root, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

/** Row of the file, from 0, and the species that it is given in place of its own. */
const spoiled = new Map([
  [7, 'virginica'],
  [30, 'virginica'],
  [44, 'versicolor'],
  [60, 'setosa'],
  [88, 'setosa'],
  [110, 'setosa'],
  [125, 'setosa'],
  [142, 'setosa'],
]);

const space = {
  name: 'flowers',
  data: { source: 'csv', path: 'flowers.csv', target: 'species', split: { validation: 0.3, test: 0.1 } },
  space: { learningRate: 0.03, units: { type: 'int', min: 8, max: 16 }, batchSize: 8 },
  training: { maxEpochs: 10, backend: 'wasm' },
  search: { trials: 3 },
  humanBaseline: 0.98,
};

beforeAll(async () => {
  const [header, ...rows] = readFileSync(join(root, 'datasets/iris.csv'), 'utf8').trimEnd().split('\n');
  const lines = rows.map((row, index) => {
    const species = spoiled.get(index);
    return species === undefined ? row : row.replace(/[^,]+$/, species);
  });
  writeFileSync(join(directory, 'flowers.csv'), [header, ...lines, ''].join('\n'));
  writeSpace(directory, space);
});

test('a human baseline in percent is refused, with the share', async () => {
  const file = writeSpace(directory, { ...space, humanBaseline: 98 });
  const refused = await prepareStudy({ space: file }).catch((error: unknown) => error);
  writeSpace(directory, space);
  expect(refused).toBeInstanceOf(FaultsError);
  expect(String(refused)).toMatch(
    /space\.json:\d+:\d+ humanBaseline: must be a share .*, got 98 \(98 % is 0\.98\)$/,
  );
});

describe('after a search on irises of which eight have another label', () => {
  let summary: { best: Trial; humanBaseline: unknown };
  beforeAll(async () => {
    summary = await json(['start', 'space.json', '--workers', '1'], directory);
  });

  test('data --suspects puts them beside the report of the data, and on the page', async () => {
    const { suspects: report, ...rest } = await json<DataReport & { suspects: ClassSuspectsReport }>(
      ['data', 'space.json', '--suspects', '--k', '2', '--html', 'data.html', '--quiet'],
      directory,
    );
    expect(rest.rows).toBe(150);
    expect(report).toMatchObject({ study: 'flowers', task: 'classification' });
    const reached = summary.best.metrics.valAccuracy;
    expect(report.humanBaseline).toEqual({ metric: 'valAccuracy', value: 0.98, reached });
    expect(report.trials).toHaveLength(2);
    expect(report.trials[0]).toBe(summary.best.trial);
    // Reports count rows from 1.
    const found = report.suspects.slice(0, 6).filter(({ row }) => spoiled.has(row - 1));
    expect(found.length).toBeGreaterThanOrEqual(5);
    for (const { row, given } of found) expect(given).toBe(spoiled.get(row - 1));
    expect(readFileSync(join(directory, 'data.html'), 'utf8')).toContain('id="suspects"');
  });

  test('suspects are refused of a study that is not there, or that ran on other data', async () => {
    const { spec } = await prepareSpec({ space: join(directory, 'space.json') });
    const request = { spec, db: join(directory, 'hpsearch.db'), k: 5 };
    await expect(suspectsOf({ ...request, study: 'trees' })).rejects.toThrow("there is no study 'trees'");
    const other = { ...spec, data: { ...spec.data, scaling: 'minMax' as const } };
    await expect(suspectsOf({ ...request, spec: other })).rejects.toThrow(
      "study 'flowers' ran on other data than the space names: data.scaling differs",
    );
  });

  test('show --confusion adds the matrix, of which the diagonal is the accuracy', async () => {
    const { trial, metrics } = summary.best;
    const { confusion } = await json<{ confusion: ConfusionReport }>(
      ['show', String(trial), '--confusion'],
      directory,
    );
    const right = confusion.counts.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
    expect(right / 45).toBeCloseTo(metrics.valAccuracy ?? Number.NaN, 12);
  });

  test('show --html writes a page whose dynamics pass through the predictions of the kept weights', async () => {
    const { trial, bestEpoch } = summary.best;
    const { inspection } = await json<{ inspection: InspectionReport }>(
      ['show', String(trial), '--html', 'trial.html', '--quiet'],
      directory,
    );
    const { network, dynamics } = inspection;
    if ('missing' in network || 'missing' in dynamics) throw new Error('not inspected');
    if (dynamics.exhibit.kind !== 'lines') throw new Error('no lines');
    const { series } = dynamics.exhibit;
    expect(dynamics).toMatchObject({ rows: 45, isIdentical: true });
    expect(series).toHaveLength(10);
    const pairs = network.worst.flatMap(({ row, given, probability }) => {
      const path = series.find(({ name }) => name === `row ${row} (${given})`);
      return path === undefined ? [] : [[path.values[(bestEpoch ?? 0) - 1], probability]];
    });
    expect(pairs.length).toBeGreaterThan(1);
    for (const [followed, kept] of pairs) expect(followed).toBe(kept);
    const page = readFileSync(join(directory, 'trial.html'), 'utf8');
    for (const id of ['curves', 'dynamics', 'confusion', 'first-layer', 'layers', 'worst']) {
      expect(page).toContain(`<section id="${id}"`);
    }
    const again = await run(['show', String(trial), '--html', 'trial.html'], directory);
    expect(again).toMatchObject({ code: 2, stdout: '' });
    const alone = await run(['show', String(trial), '--no-dynamics'], directory);
    expect(alone).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--no-dynamics: must come with --html'),
    });
  });

  test('the human baseline is told by start, top and ensemble', async () => {
    const baseline = { metric: 'valAccuracy', value: 0.98 };
    expect(summary.humanBaseline).toEqual(baseline);
    expect(await json(['ensemble'], directory)).toMatchObject({ humanBaseline: baseline });
    const { stdout } = await run(['top'], directory);
    expect(stdout).toMatch(/^human baseline 0\.98 valAccuracy: the best is 0\.\d+, 0\.\d+ worse$/m);
  });
});
