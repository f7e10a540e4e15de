import { describe, expect, test } from 'vitest';
import { splitRows } from '../../../src/data/split.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { SplitSpec } from '../../../src/study/study-spec.ts';
import { groupsOf, parts, rawData, timesOf } from './given-rows.ts';

const byTime: SplitSpec = {
  kind: 'fractions',
  validation: 0.25,
  test: 0.15,
  stratify: false,
  seed: 0,
  time: 'when',
};

function at(times: readonly number[], groups?: readonly number[]) {
  const target = { kind: 'regression', name: 'y', values: new Float64Array(times.length) } as const;
  const more = groups === undefined ? {} : { groups: groupsOf(groups) };
  return rawData(target, times.length, { times: timesOf(times), ...more });
}

/** Times with many, few or no repetitions, in random order. */
const tables = Array.from({ length: 80 }, (_, seed) => {
  const random = randomFor('timed', seed);
  const range = [12, 60, 100_000][seed % 3] as number;
  return Array.from({ length: 40 + random.below(200) }, () => random.below(range) - range / 2);
});

describe('a split by time', () => {
  test('trains before it validates, and validates before it tests; equal times stay together', () => {
    for (const times of tables) {
      const split = parts(splitRows(at(times), byTime));
      expect(split.flat()).toHaveLength(times.length);
      const [train = [], validation = [], tested = []] = split.map((rows) =>
        rows.map((row) => times[row] as number),
      );
      expect(Math.max(...train)).toBeLessThan(Math.min(...validation));
      expect(Math.max(...validation)).toBeLessThan(Math.min(...tested));
    }
  });

  test('is as near to the fractions as the times allow', () => {
    for (const times of tables) {
      const distinct = [...new Set(times)].sort((one, other) => one - other);
      const before = distinct.map((time) => times.filter((each) => each < time).length).slice(1);
      const distance = (one: number, other: number) =>
        Math.abs(one - 0.6 * times.length) + Math.abs(other - 0.85 * times.length);
      const best = Math.min(
        ...before.flatMap((one, place) => before.slice(place + 1).map((other) => distance(one, other))),
      );
      const [train = [], validation = []] = parts(splitRows(at(times), byTime));
      expect(distance(train.length, train.length + validation.length)).toBeCloseTo(best, 9);
    }
  });

  test('is exact for distinct times in any order of the rows', () => {
    const times = [...randomFor('order').shuffle(Int32Array.from({ length: 100 }, (_, row) => row))];
    expect(parts(splitRows(at(times), byTime)).map((rows) => rows.length)).toEqual([60, 25, 15]);
    const noTest = parts(splitRows(at(times), { ...byTime, test: 0 } as SplitSpec));
    expect(noTest.map((rows) => rows.length)).toEqual([75, 25, 0]);
  });

  test('needs a time for each split', () => {
    expect(() => splitRows(at(Array.from({ length: 30 }, (_, row) => row % 2)), byTime)).toThrow(
      'table.csv data.split.time: must have at least 3 distinct times, one for each split, got 2',
    );
  });

  test('by group too, it divides no group', () => {
    const groups = Array.from({ length: 120 }, (_, row) => Math.floor(row / 6));
    const times = groups.map((group, row) => 10 * group + (row % 6));
    const split = parts(splitRows(at(times, groups), byTime));
    expect(split.map((rows) => rows.length)).toEqual([72, 30, 18]);
    const sides = split.map((rows) => new Set(rows.map((row) => groups[row])).size);
    expect(sides).toEqual([12, 5, 3]);
  });

  test('groups that last as long as the others leave no moment to divide them', () => {
    const times = Array.from({ length: 60 }, (_, row) => row);
    expect(() =>
      splitRows(
        at(
          times,
          times.map((time) => time % 10),
        ),
        byTime,
      ),
    ).toThrow(
      'table.csv data.split.time: must have moments that divide no group of patient, and the groups overlap, got "when" (leave out data.split.group or data.split.time)',
    );
  });
});
