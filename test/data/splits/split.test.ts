import { expect, test } from 'vitest';
import type { RawData, RawTarget } from '../../../src/data/raw-data.ts';
import { splitRows } from '../../../src/data/split.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { SplitSpec } from '../../../src/study/study-spec.ts';
import { parts, rawData } from './given-rows.ts';

/** A seeded table of 2 to 6 classes, each of 10 to 99 rows, in a random order. */
function classified(seed: number): { data: RawData; sizes: number[]; labels: Int32Array } {
  const random = randomFor('classified', seed);
  const sizes = Array.from({ length: 2 + random.below(5) }, () => 10 + random.below(90));
  const labels = random.shuffle(
    Int32Array.from(sizes.flatMap((size, label) => new Array<number>(size).fill(label))),
  );
  const target: RawTarget = { kind: 'classification', classes: sizes.map(String), labels };
  return { data: rawData(target, labels.length), sizes, labels };
}

function fractions(seed: number, stratify = true): SplitSpec {
  return { kind: 'fractions', validation: 0.25, test: 0.15, stratify, seed };
}

const tables = Array.from({ length: 50 }, (_, seed) => ({ seed, ...classified(seed) }));

test.each([true, false])('the parts are disjoint, sorted and hold every row (stratified: %s)', (stratify) => {
  for (const { seed, data } of tables) {
    const split = parts(splitRows(data, fractions(seed, stratify)));
    expect(split.flat().sort((one, other) => one - other)).toEqual([...data.rowNumbers]);
    for (const rows of split) expect(rows).toEqual(rows.toSorted((one, other) => one - other));
  }
});

test('stratified, each part has each class by its fraction, to within a row', () => {
  for (const { seed, data, sizes, labels } of tables) {
    const split = parts(splitRows(data, fractions(seed)));
    [0.6, 0.25, 0.15].forEach((fraction, index) => {
      sizes.forEach((size, label) => {
        const count = split[index]?.filter((row) => labels[row] === label).length ?? 0;
        expect(Math.abs(count - fraction * size)).toBeLessThan(1);
      });
    });
  }
});

test('the same seed gives the same split and another seed another one', () => {
  const { data } = classified(1);
  expect(parts(splitRows(data, fractions(1)))).toEqual(parts(splitRows(data, fractions(1))));
  expect(parts(splitRows(data, fractions(2)))).not.toEqual(parts(splitRows(data, fractions(1))));
});

test('every row is as likely to be tested as any other', () => {
  const labels = Int32Array.from({ length: 40 }, (_, row) => row % 2);
  const data = rawData({ kind: 'classification', classes: ['a', 'b'], labels }, 40);
  const tested = new Int32Array(40);
  const draws = 4000;
  for (let seed = 0; seed < draws; seed++) {
    for (const row of splitRows(data, fractions(seed)).test) tested[row] = (tested[row] as number) + 1;
  }
  // Each count is binomial(4000, 0.15), of deviation 22.6; five of them leave 1 chance in 40,000 for all 40 rows.
  for (const count of tested) expect(Math.abs(count - 0.15 * draws)).toBeLessThan(5 * 22.6);
});

test('a regression is split by its fractions, and stratify changes nothing', () => {
  const data = rawData({ kind: 'regression', name: 'y', values: new Float64Array(101) }, 101);
  const split = parts(splitRows(data, fractions(3)));
  expect(split.map((rows) => rows.length)).toEqual([61, 25, 15]);
  expect(parts(splitRows(data, fractions(3, false)))).toEqual(split);
});

test('the rows of a seed are those of earlier versions', () => {
  const { data } = classified(1);
  const split = (spec: SplitSpec) => parts(splitRows(data, spec)).map((rows) => rows.slice(0, 6));
  expect([split(fractions(1)), split(fractions(1, false))]).toEqual([
    [
      [1, 2, 3, 4, 5, 6],
      [0, 7, 17, 25, 27, 31],
      [13, 21, 24, 26, 43, 61],
    ],
    [
      [1, 2, 3, 4, 7, 8],
      [0, 5, 6, 12, 14, 15],
      [21, 36, 38, 42, 43, 47],
    ],
  ]);
});

test('without test rows, the others are divided by the fraction of validation', () => {
  const { data, sizes } = classified(2);
  const split = parts(splitRows(data, { ...fractions(2), test: 0 } as SplitSpec));
  expect(split[2]).toEqual([]);
  expect(Math.abs((split[1]?.length ?? 0) - 0.25 * data.rowNumbers.length)).toBeLessThan(sizes.length);
});
