import { describe, expect, test } from 'vitest';
import { readSource } from '../../../src/data/load-dataset.ts';
import { withTargets } from '../../../src/data/raw-targets.ts';
import { findDuplicates } from '../../../src/data-report/duplicates.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { dataSpec, defaultSplit } from '../../data/data-spec.ts';
import { assignedSource, classTarget, columnsOf, countedByHand, normalTable } from '../given-copies.ts';
import { kindsOf, numberColumn, numberTarget, tableSource } from '../given-source.ts';

const seeds = Array.from({ length: 10 }, (_, seed) => seed);
const split = (seed: number) => ({ ...defaultSplit, seed }) as DataSpec['split'];

describe('equal rows', () => {
  test('are counted as they are by comparing texts', () => {
    for (const seed of seeds) {
      const random = randomFor('coarse', seed);
      const table = Array.from({ length: 300 }, () => [
        random.below(6),
        random.below(6),
        random.below(3) - 1,
      ]);
      const source = tableSource(columnsOf(table), classTarget(table.map((_, row) => row % 2)), seed);
      expect(findDuplicates(source).report).toMatchObject(countedByHand(source));
    }
  });

  test('have zeros of either sign, missing cells and categories in common', () => {
    const numbers = numberColumn('x', [0, -0, Number.NaN, Number.NaN, 1, 1]);
    const categories = ['a', 'b'];
    const codes = Int32Array.of(0, 0, -1, -1, 0, 1);
    const columns = [numbers, { kind: 'category' as const, name: 'c', codes, categories }];
    const { report } = findDuplicates(assignedSource(columns, classTarget([0, 1, 0, 0, 1, 1]), 'tvtett'));
    expect(report).toEqual({
      withinSplits: 0,
      acrossSplits: 2,
      nearAcrossSplits: 0,
      conflicting: 2,
      pairs: [
        { kind: 'same', rows: [1, 2], splits: ['train', 'validation'], hasSameTarget: false },
        { kind: 'same', rows: [3, 4], splits: ['train', 'test'], hasSameTarget: true },
      ],
    });
  });

  test('of numbers that differ in the last bit are not equal', () => {
    const columns = [numberColumn('x', [0.1 + 0.2, 0.3, 1, 2])];
    expect(
      findDuplicates(assignedSource(columns, classTarget([0, 1, 0, 1]), 'tvte')).report.acrossSplits,
    ).toBe(0);
  });
});

describe('copies across splits', () => {
  test('fail where validation has far more of them than training has in itself', () => {
    const copies = (share: number) => {
      const random = randomFor('copied');
      const table = Array.from({ length: 400 }, () => [random.next(), random.next()]);
      for (let row = 300; row < 300 + 100 * share; row++) table[row] = table[row - 300] as number[];
      const letters = 't'.repeat(300) + 'v'.repeat(100);
      return findDuplicates(
        assignedSource(columnsOf(table), classTarget(table.map((_, row) => row % 2)), letters),
      );
    };
    expect(kindsOf(copies(1))).toEqual(['fail split-leak']);
    expect(kindsOf(copies(0.2))).toEqual(['fail split-leak']);
    expect(kindsOf(copies(0.03))).toEqual(['info split-leak']);
    expect(copies(1).findings[0]).toMatchObject({
      count: 100,
      message: expect.stringMatching(/^100 of 100 validation/),
    });
  });

  test('fail where every row was repeated before the split', () => {
    for (const seed of seeds) {
      const repeated = normalTable(
        { rows: 300, columns: 4, seed },
        (cells, row) => {
          if (row % 2 === 1) cells[row] = cells[row - 1] as number[];
        },
        (cells) => (cells[0] as number) + (cells[1] as number),
      );
      expect(kindsOf(findDuplicates(repeated))).toEqual(['fail split-leak', 'info duplicate-rows']);
    }
  });

  test('are no alarm among a few categories, however many they are', () => {
    for (const seed of seeds) {
      const random = randomFor('categories', seed);
      const table = Array.from({ length: 500 }, () => [random.below(4), random.below(4), random.below(4)]);
      const labels = table.map(([a = 0, b = 0]) => (random.next() < 0.1 ? 1 : (a + b) % 2));
      const { findings, report } = findDuplicates(tableSource(columnsOf(table), classTarget(labels), seed));
      expect(report.acrossSplits).toBeGreaterThan(180);
      expect(findings.map(({ severity }) => severity)).toEqual(['info', 'info', 'info']);
    }
  });

  test.each(['iris', 'penguins', 'digits'] as const)('are no alarm in %s with ten seeds', async (name) => {
    for (const seed of seeds) {
      const { findings, report } = findDuplicates(
        await readSource(dataSpec({ source: name, split: split(seed) }), '.'),
      );
      expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
      expect(report.nearAcrossSplits).toBe(0);
      if (name === 'iris') expect(report.withinSplits + report.acrossSplits).toBe(report.pairs.length);
    }
  });
});

describe('conflicting labels', () => {
  test('are rows of the same inputs and another class', () => {
    const table = [...Array.from({ length: 80 }, (_, row) => [row, row * row]), [0, 0], [1, 1], [2, 4]];
    const labels = table.map((_, row) => (row < 80 ? 0 : row === 82 ? 0 : 1));
    const { report, findings } = findDuplicates(
      assignedSource(columnsOf(table), classTarget(labels), 't'.repeat(83)),
    );
    expect(report.conflicting).toBe(4);
    expect(findings.find(({ kind }) => kind === 'conflicting-labels')?.rows).toEqual([0, 1, 80, 81]);
    expect(report.pairs.filter(({ hasSameTarget }) => !hasSameTarget).map(({ rows }) => rows)).toEqual([
      [1, 81],
      [2, 82],
    ]);
  });

  test('of a regression are targets more than a standard deviation apart', () => {
    const columns = [numberColumn('x', [1, 1, 2, 2, 3, 4]), numberColumn('z', [1, 1, 2, 2, 3, 4])];
    const target = { kind: 'regression' as const, name: 'y', values: Float64Array.of(0, 10, 5, 6, -10, 20) };
    expect(findDuplicates(assignedSource(columns, target, 'tttttt')).report.conflicting).toBe(2);
  });

  test('are looked for in each of several targets', () => {
    const columns = columnsOf([0, 1, 2, 3, 4, 4].map((cell) => [cell, cell]));
    const kind = classTarget([0, 1, 0, 1, 0, 0]);
    const parts = [
      { name: 'kind', target: kind },
      { name: 'size', target: numberTarget([1, 2, 3, 4, 5, 9]) },
    ];
    const { raw, rows } = assignedSource(columns, kind, 'tttttt');
    const several = { rows, raw: { ...raw, ...withTargets({ kind: 'joint', parts }) } };
    const { report, findings } = findDuplicates(several);
    expect(report.conflicting).toBe(2);
    expect(report.pairs).toMatchObject([{ rows: [5, 6], hasSameTarget: false }]);
    const [conflict, ...others] = findings.filter((finding) => finding.kind === 'conflicting-labels');
    expect(others).toEqual([]);
    expect(conflict?.message).toMatch(
      /^size: 2 rows \(33\.3 %\) have the inputs of a row with a target more/,
    );
  });
});
