import { describe, expect, test } from 'vitest';
import { association } from '../../../src/checks/data/labels/association.ts';
import type { SourceRows } from '../../../src/data/load-dataset.ts';
import { type Random, randomFor } from '../../../src/statistics/random.ts';
import { classTarget, columnsOf } from '../../data-report/given-copies.ts';
import { normal, numberTarget, tableSource } from '../../data-report/given-source.ts';
import { builtIn, seeds, verdictOn, withTargetsOf } from './given-check.ts';

const judge = async (source: SourceRows) => {
  const { status, message } = await verdictOn('labels-fit-rows', source);
  return `${status}: ${message}`;
};

const tableOf = (seed: number, rows: number, columns: number) => {
  const random = randomFor('labels', seed);
  return {
    random,
    table: Array.from({ length: rows }, () => Array.from({ length: columns }, () => normal(random))),
  };
};

function classesOf(
  seed: number,
  rows: number,
  labelOf: (cells: number[], random: Random) => boolean,
): SourceRows {
  const { table, random } = tableOf(seed, rows, 4);
  return tableSource(
    columnsOf(table),
    classTarget(table.map((cells) => Number(labelOf(cells, random)))),
    seed,
  );
}

function numbersOf(
  seed: number,
  rows: number,
  targetOf: (cells: number[], random: Random) => number,
): SourceRows {
  const { table, random } = tableOf(seed, rows, 4);
  return tableSource(columnsOf(table), numberTarget(table.map((cells) => targetOf(cells, random))), seed);
}

describe('sound labels pass', () => {
  test.each<[string, (seed: number) => SourceRows]>([
    ['a line under much noise', (seed) => numbersOf(seed, 300, ([a = 0], random) => a + 2 * normal(random))],
    ['an exclusive or', (seed) => classesOf(seed, 500, ([a = 0, b = 0]) => a * b > 0)],
    ['a ring', (seed) => classesOf(seed, 400, ([a = 0, b = 0]) => a * a + b * b > 1.4)],
    ['a rare class', (seed) => classesOf(seed, 1000, ([a = 0], random) => a + normal(random) > 2.5)],
    ['a parabola', (seed) => numbersOf(seed, 300, ([a = 0], random) => a * a + normal(random))],
  ])('of %s', async (_, sourceOf) => {
    for (const seed of seeds) expect(await judge(sourceOf(seed))).toMatch(/^pass/);
  });

  test('of digits', async () => {
    expect(await judge(await builtIn(1, { source: 'digits' }))).toMatch(/^pass: .*9\d(\.\d)? % right/);
  });
});

describe('labels of other rows fail', () => {
  test.each([
    [1, /^fail: the inputs fit the labels of the row before: shifted by one/],
    [-1, /^fail: the inputs fit the labels of the row after: shifted by one/],
    [2, /^fail: the inputs fit the labels of two rows before: shifted by two/],
  ])('shifted by %i', async (shift, message) => {
    const rows = 400;
    const shifted = (source: SourceRows) => withTargetsOf(source, (row) => (row + shift + rows) % rows);
    for (const seed of seeds) {
      expect(await judge(shifted(numbersOf(seed, rows, ([a = 0, b = 0]) => a + b)))).toMatch(message);
      expect(await judge(shifted(classesOf(seed, rows, ([a = 0]) => a > 0)))).toMatch(message);
    }
  });

  test('shifted in a file whose classes follow each other in a pattern', async () => {
    const digits = await builtIn(1, { source: 'digits' });
    expect(await judge(withTargetsOf(digits, (row) => (row + 1) % 1797))).toMatch(
      /^fail: .* the row before: shifted by one better/,
    );
  });

  test('shuffled', async () => {
    let fails = 0;
    for (const seed of seeds) {
      const verdict = await judge(numbersOf(seed, 800, (_, random) => normal(random)));
      expect(verdict).toMatch(/^(fail|warn): the inputs of 640 rows tell nothing/);
      fails += Number(verdict.startsWith('fail'));
    }
    expect(fails).toBe(seeds.length);
  });

  test('but only warn, or keep silent, where the rows are few', async () => {
    expect(await judge(numbersOf(1, 300, (_, random) => normal(random)))).toMatch(
      /^warn: the inputs of 240 rows/,
    );
    expect(await judge(numbersOf(1, 60, (_, random) => normal(random)))).toMatch(
      /^skip: 48 rows are too few/,
    );
  });
});

describe('the association of scores with labels', () => {
  test('is a standard score over shuffled labels', () => {
    const random = randomFor('association');
    for (const width of [1, 3]) {
      const rows = 40;
      const values = Float64Array.from({ length: rows * width }, () => random.next() ** 2);
      const labels = Float64Array.from({ length: rows }, (_, row) =>
        width === 1 ? random.next() : Number(row % 7 > 3) + Number(row > 35),
      );
      const sum = (order: Float64Array) =>
        order.reduce(
          (total, label, row) =>
            total + (values[width === 1 ? row : row * width + label] as number) * (width === 1 ? label : 1),
          0,
        );
      const shuffles = Array.from({ length: 20_000 }, () => sum(random.shuffle(labels.slice())));
      const mean = shuffles.reduce((total, value) => total + value, 0) / shuffles.length;
      const std = Math.sqrt(
        shuffles.reduce((total, value) => total + (value - mean) ** 2, 0) / shuffles.length,
      );
      expect(association({ values, width }, labels)).toBeCloseTo((sum(labels) - mean) / std, 1);
    }
  });
});
