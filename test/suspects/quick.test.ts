import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSource } from '../../src/data/load-dataset.ts';
import type { RawTarget } from '../../src/data/raw-data.ts';
import type { ClassSuspectsReport } from '../../src/reports/suspects-report.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';
import { crossValidate } from '../../src/suspects/quick/cross-validated.ts';
import { drawFoldOf } from '../../src/suspects/quick/draw-folds.ts';
import { nearestRows, neighbourMeans, SharedNeighbours } from '../../src/suspects/quick/neighbours.ts';
import { quickSuspects } from '../../src/suspects/suspects.ts';
import { numberColumn, numberTarget, tableSource } from '../data-report/given-source.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const codes = Int32Array.from({ length: 60 }, (_, row) => Math.floor(row / 4));

describe('folds', () => {
  it('have the proportions of the classes', () => {
    const labels = Int32Array.from({ length: 100 }, (_, row) => (row < 20 ? 1 : 0));
    const foldOf = drawFoldOf(100, 5, { labels, repeat: 0 });
    for (let fold = 0; fold < 5; fold++) {
      const own = labels.filter((_, row) => foldOf[row] === fold);
      expect([own.length, own.filter((label) => label === 1).length]).toEqual([20, 4]);
    }
    expect(drawFoldOf(100, 5, { labels, repeat: 1 })).not.toEqual(foldOf);
  });

  it('keep groups whole', () => {
    const groups = { column: 'person', codes, names: [] };
    const foldOf = drawFoldOf(60, 5, { groups, repeat: 0 });
    foldOf.forEach((fold, row) => {
      expect(fold).toBe(foldOf[4 * (codes[row] as number)]);
    });
    expect([...new Set(foldOf)].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('cross-validated predictions', () => {
  /** 40 persons of four rows each with the same inputs; each person has a class drawn at random. */
  function persons(group: (person: number) => string) {
    const random = randomFor('persons');
    const lines = Array.from({ length: 40 }, (_, person) => {
      const inputs = [random.next(), random.next(), random.next()].join(',');
      return Array.from({ length: 4 }, () => `${group(person)},${inputs},${person % 2 ? 'yes' : 'no'}`);
    });
    writeFileSync(join(directory, 'persons.csv'), ['person,a,b,c,said', ...lines.flat(), ''].join('\n'));
  }

  const spec: DataSpec = {
    source: 'csv',
    path: 'persons.csv',
    target: 'said',
    task: 'classification',
    exclude: ['person'],
    split: { kind: 'fractions', validation: 0.2, test: 0.2, stratify: true, seed: 0 },
    scaling: 'standard',
  };

  async function shareOfOwnClass(own: DataSpec): Promise<number> {
    const source = await readSource(own, directory);
    const { predictions } = crossValidate(source, own);
    const { labels } = source.raw.target as Extract<RawTarget, { kind: 'classification' }>;
    return (
      labels.filter((label, row) => (predictions[2 * row + label] as number) > 0.5).length / labels.length
    );
  }

  it('never judge a row by rows of its group', async () => {
    persons((person) => `p${person}`);
    expect(await shareOfOwnClass(spec)).toBe(1);
    expect(await shareOfOwnClass({ ...spec, split: { ...spec.split, group: 'person' } })).toBeLessThan(0.7);
  });

  it('of one group are refused', async () => {
    persons(() => 'all');
    const source = await readSource(spec, directory);
    const groups = { column: 'person', codes: source.raw.rowNumbers.map(() => 0), names: ['all'] };
    expect(() => crossValidate({ ...source, raw: { ...source.raw, groups } }, spec)).toThrow(
      'must have rows of at least two groups, so that they can be judged',
    );
  });
});

it('whole sequences are judged, by the last row of each, with groups of series', async () => {
  const random = randomFor('series');
  const spoiled = [7, 21, 40];
  let line = 0;
  const lasts: number[] = [];
  const rows = Array.from({ length: 60 }, (_, series) => {
    const steps = 2 + random.below(4);
    line += steps;
    if (spoiled.includes(series)) lasts.push(line);
    const isHigh = (series % 2 === 1) !== spoiled.includes(series);
    return Array.from({ length: steps }, (__, step) => {
      const heat = (series % 2 === 1 ? 4 : 0) + random.next();
      return `w${series},${step},${heat},${Math.floor(series / 3)},${isHigh ? 'high' : 'low'}`;
    });
  });
  writeFileSync(join(directory, 'series.csv'), ['who,day,heat,site,y', ...rows.flat(), ''].join('\n'));
  const data: DataSpec = {
    ...{ source: 'csv', path: 'series.csv', target: 'y', task: 'classification', exclude: ['site'] },
    sequence: { by: 'who', time: 'day', pad: 'after' },
    split: { kind: 'fractions', validation: 0.2, test: 0.2, stratify: false, seed: 0, group: 'site' },
    scaling: 'standard',
  };
  const source = await readSource(data, directory);
  const report = quickSuspects('series', source, data) as ClassSuspectsReport;
  expect(report.splits.reduce((sum, split) => sum + split.rows, 0)).toBe(60);
  expect(report.suspects.map(({ row }) => row).sort((one, other) => one - other)).toEqual(lasts);
  expect(new Set(report.suspects.map(({ series }) => series))).toEqual(
    new Set(spoiled.map((series) => `w${series}`)),
  );
});

describe('neighbours', () => {
  const random = randomFor('test of neighbours');
  const x = Float32Array.from({ length: 60 * 3 }, () => random.next());
  const targets = Float64Array.from({ length: 60 }, () => random.next());

  /** The same by sorting all distances. */
  function slowMean(row: number, isAllowed: (other: number) => boolean): number {
    const found = Array.from({ length: 60 }, (_, other) => {
      const squares = [0, 1, 2].map(
        (at) => ((x[row * 3 + at] as number) - (x[other * 3 + at] as number)) ** 2,
      );
      return { other, distance: Math.sqrt((squares[0] ?? 0) + (squares[1] ?? 0) + (squares[2] ?? 0)) };
    });
    const near = found
      .filter(({ other }) => other !== row && isAllowed(other))
      .sort((one, two) => one.distance - two.distance)
      .slice(0, 10);
    const total = near.reduce((sum, { distance }) => sum + 1 / distance, 0);
    return near.reduce((sum, { other, distance }) => sum + (targets[other] ?? 0) / distance / total, 0);
  }

  it('are the ten nearest other rows, weighted by the inverse distance', () => {
    const means = neighbourMeans(nearestRows({ x, rows: 60 }), { targets, width: 1 });
    means.forEach((mean, row) => {
      expect(mean).toBeCloseTo(
        slowMean(row, () => true),
        9,
      );
    });
  });

  it('are of other groups', () => {
    const groups = { column: 'person', codes, names: [] };
    const means = neighbourMeans(nearestRows({ x, rows: 60 }, groups), { targets, width: 1 });
    means.forEach((mean, row) => {
      expect(mean).toBeCloseTo(
        slowMean(row, (other) => codes[other] !== codes[row]),
        9,
      );
    });
  });

  it('are found once for the targets of one source', () => {
    const { raw } = tableSource([numberColumn('a', [...x])], numberTarget([...targets]));
    const shared = new SharedNeighbours();
    const examples = { x, rows: 60 };
    const first = shared.of(raw, examples, undefined);
    expect(shared.of({ ...raw, targetColumn: 'c' }, examples, undefined)).toBe(first);
    const groups = { column: 'person', codes, names: [] };
    expect(shared.of({ ...raw, groups }, examples, groups)).not.toBe(first);
  });

  it('with equal inputs decide alone', () => {
    const same = Float32Array.from([1, 1, 1, 2, 3]);
    const given = { targets: Float64Array.from([0, 1, 0.5, 7, 9]), width: 1 };
    const means = neighbourMeans(nearestRows({ x: same, rows: 5 }), given);
    expect([...means.subarray(0, 3)]).toEqual([0.75, 0.25, 0.5]);
  });
});
