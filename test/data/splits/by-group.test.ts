import { describe, expect, test } from 'vitest';
import type { RawTarget } from '../../../src/data/raw-data.ts';
import { splitRows } from '../../../src/data/split.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { SplitSpec } from '../../../src/study/study-spec.ts';
import { drawGroups, groupsOf, parts, rawData } from './given-rows.ts';

const shares = [0.6, 0.25, 0.15];

function byGroup(seed: number, stratify = true): SplitSpec {
  return { kind: 'fractions', validation: 0.25, test: 0.15, stratify, seed, group: 'patient' };
}

const numbers = (rows: number): RawTarget => ({
  kind: 'regression',
  name: 'y',
  values: Float64Array.from({ length: rows }, (_, row) => row),
});

const classes = (labels: readonly number[]): RawTarget => ({
  kind: 'classification',
  classes: Array.from({ length: new Set(labels).size }, (_, label) => `class ${label}`),
  labels: Int32Array.from(labels),
});

/** Tables of many kinds: few and many groups, of like and unlike sizes. */
const tables = Array.from({ length: 60 }, (_, seed) => {
  const random = randomFor('grouped', seed);
  const codes = drawGroups(random, 8 + random.below(seed % 2 ? 20 : 200), 1 + random.below(30));
  return { seed, codes, labelOf: codes.map(() => random.below(3)) };
});

describe('a split by group', () => {
  test('divides no group, and has each row once', () => {
    for (const { seed, codes, labelOf } of tables) {
      for (const target of [numbers(codes.length), classes(labelOf)]) {
        const data = rawData(target, codes.length, { groups: groupsOf(codes) });
        const split = parts(splitRows(data, byGroup(seed)));
        expect(split.flat().sort((one, other) => one - other)).toEqual([...data.rowNumbers]);
        const sides = split.map((rows) => new Set(rows.map((row) => codes[row])));
        expect(sides.reduce((sum, side) => sum + side.size, 0)).toBe(new Set(codes).size);
      }
    }
  });

  test('comes within half of the largest group of the fractions', () => {
    for (const { seed, codes } of tables) {
      const data = rawData(numbers(codes.length), codes.length, { groups: groupsOf(codes) });
      const split = parts(splitRows(data, byGroup(seed)));
      const sizes = [...new Set(codes)].map((code) => codes.filter((each) => each === code).length);
      shares.forEach((share, index) => {
        const excess = Math.abs((split[index]?.length ?? 0) - share * codes.length);
        expect(excess).toBeLessThanOrEqual(Math.max(...sizes) / 2);
      });
    }
  });

  test('is as near to the fractions as any of few groups can be', () => {
    for (let seed = 0; seed < 20; seed++) {
      const codes = drawGroups(randomFor('few', seed), 7, 12);
      const data = rawData(numbers(codes.length), codes.length, { groups: groupsOf(codes) });
      const distance = (sizes: readonly number[]) =>
        sizes.reduce((sum, size, index) => {
          const wanted = (shares[index] as number) * codes.length;
          return sum + (size - wanted) ** 2 / wanted;
        }, 0);
      const found = distance(parts(splitRows(data, byGroup(seed))).map((rows) => rows.length));
      const all = assignments(7).map((assignment) => {
        const sizes = [0, 0, 0];
        for (const code of codes) {
          const share = assignment[code] as number;
          sizes[share] = (sizes[share] as number) + 1;
        }
        return sizes.includes(0) ? Number.POSITIVE_INFINITY : distance(sizes);
      });
      // Single moves and exchanges may stop at a local optimum, which is nearly as good.
      expect(found).toBeLessThanOrEqual(Math.min(...all) + 0.5);
    }
  });

  test('keeps the proportions of classes that are constant within a group', () => {
    const codes = Array.from({ length: 800 }, (_, row) => Math.floor(row / 10));
    const labels = codes.map((code) => (code % 5 < 2 ? 1 : 0));
    const data = rawData(classes(labels), 800, { groups: groupsOf(codes) });
    for (let seed = 0; seed < 5; seed++) {
      const split = parts(splitRows(data, { ...byGroup(seed), validation: 0.2, test: 0.2 } as SplitSpec));
      expect(split.map((rows) => rows.length)).toEqual([480, 160, 160]);
      const ones = split.map((rows) => rows.filter((row) => labels[row] === 1).length);
      ones.forEach((count, index) => {
        expect(Math.abs(count - 0.4 * (split[index]?.length ?? 0))).toBeLessThanOrEqual(10);
      });
    }
  });

  test('keeps a class of one group for training', () => {
    const codes = Array.from({ length: 100 }, (_, row) => Math.floor(row / 5));
    const data = rawData(classes(codes.map((code) => (code === 7 ? 1 : 0))), 100, {
      groups: groupsOf(codes),
    });
    for (let seed = 0; seed < 10; seed++) {
      expect([...splitRows(data, byGroup(seed)).train]).toEqual(expect.arrayContaining([35, 39]));
    }
  });

  test('is the same for a seed, and another for others, also if all groups differ in size', () => {
    const codes = Array.from({ length: 16 }, (_, code) => new Array<number>(code + 3).fill(code)).flat();
    const data = rawData(numbers(codes.length), codes.length, { groups: groupsOf(codes) });
    const split = (seed: number) => parts(splitRows(data, byGroup(seed)));
    expect(split(3)).toEqual(split(3));
    const different = new Set(Array.from({ length: 10 }, (_, seed) => JSON.stringify(split(seed))));
    expect(different.size).toBeGreaterThan(5);
  });

  test('leaves rows to each split beside a group that is larger than its share', () => {
    const codes = [...new Array<number>(300).fill(0), 1, 1, 2, 2, 3, 3];
    const data = rawData(numbers(codes.length), codes.length, { groups: groupsOf(codes) });
    const { train, validation, test: tested } = splitRows(data, byGroup(1));
    expect([train.length, validation.length, tested.length]).toEqual([300, 4, 2]);
  });

  test('needs a group for each split, of which there are two without test rows', () => {
    const data = rawData(numbers(40), 40, {
      groups: groupsOf(Array.from({ length: 40 }, (_, row) => row % 2)),
    });
    expect(() => splitRows(data, byGroup(1))).toThrow(
      'table.csv data.split.group: patient must have at least 3 distinct values, one for each split, got 2',
    );
    const { test: none, train } = splitRows(data, { ...byGroup(1), test: 0 } as SplitSpec);
    expect([train.length, none.length]).toEqual([20, 0]);
  });

  test('of 60,000 groups takes seconds at most', () => {
    const codes = Array.from({ length: 180_000 }, (_, row) => row % 60_000);
    const data = rawData(classes(codes.map((code) => code % 7)), codes.length, { groups: groupsOf(codes) });
    const begun = performance.now();
    const { train } = splitRows(data, byGroup(1));
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(Math.abs(train.length - 108_000)).toBeLessThanOrEqual(3);
  });
});

/** All ways to put `count` groups into three shares. */
function assignments(count: number): number[][] {
  if (count === 0) return [[]];
  return assignments(count - 1).flatMap((rest) => [0, 1, 2].map((share) => [...rest, share]));
}
