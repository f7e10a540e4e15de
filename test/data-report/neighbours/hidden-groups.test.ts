import { describe, expect, test } from 'vitest';
import type { SourceRows } from '../../../src/data/load-dataset.ts';
import { findHiddenGroups } from '../../../src/data-report/neighbours/hidden-group-findings.ts';
import { measureGroups } from '../../../src/data-report/neighbours/hidden-groups.ts';
import { type Random, randomFor } from '../../../src/statistics/random.ts';
import { columnsOf } from '../given-copies.ts';
import { normal, numberTarget, tableSource } from '../given-source.ts';

const sourceOf = (table: readonly (readonly number[])[]): SourceRows =>
  tableSource(columnsOf(table), numberTarget(table.map((_, row) => row % 7)));

/** 70 persons with as many rows as `sizeOf` says, which differ by a tenth of what persons do; mixed. */
function persons(seed: number, sizeOf: (random: Random) => number, width = 6) {
  const random = randomFor(seed, 'persons');
  const rows = Array.from({ length: 70 }, () => {
    const own = Array.from({ length: width }, () => normal(random));
    return Array.from({ length: sizeOf(random) }, () => own.map((value) => value + 0.1 * normal(random)));
  }).flat();
  return Array.from(random.shuffle(Int32Array.from(rows.keys())), (row) => rows[row] as number[]);
}

describe('hidden groups', () => {
  test.each([0, 1, 2, 3])('are found with their size, seed %i', (seed) => {
    const [finding] = findHiddenGroups(sourceOf(persons(seed, () => 6)));
    expect(finding).toMatchObject({ severity: 'warn', kind: 'hidden-groups' });
    expect(finding?.message).toMatch(/^rows lie in groups of 6, .* is [23]\.\d+ times as far/);
  });

  test('are found where their sizes differ', () => {
    const [finding] = findHiddenGroups(sourceOf(persons(1, (random) => 3 + random.below(8))));
    expect(finding?.message).toMatch(/^rows lie in groups of [5-9],/);
  });

  test.each([2, 4, 8])('are no alarm among independent rows of %i columns', (width) => {
    for (const kind of [
      normal,
      (random: Random) => random.next(),
      (random: Random) => Math.exp(2 * normal(random)),
    ]) {
      const random = randomFor(width, 'even');
      const table = Array.from({ length: 400 }, () => Array.from({ length: width }, () => kind(random)));
      expect(findHiddenGroups(sourceOf(table))).toEqual([]);
    }
  });

  test('are no alarm where a split keeps them together, or values repeat', () => {
    const source = sourceOf(persons(2, () => 6));
    const groups = { column: 'who', codes: new Int32Array(420), names: ['all'] };
    expect(findHiddenGroups({ ...source, raw: { ...source.raw, groups } })).toEqual([]);
    const coarse = persons(2, () => 6).map((row) => row.map((value) => Math.round(value)));
    expect(measureGroups(columnsOf(coarse), coarse.length)).toBeUndefined();
  });
});
