import { describe, expect, test } from 'vitest';
import { repeatedInputs } from '../../../src/data-report/duplicates/repeated-inputs.ts';
import { findOrder } from '../../../src/data-report/order/order-findings.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { assignedSource, columnsOf } from '../given-copies.ts';
import { normal, numberTarget, tableSource } from '../given-source.ts';

type Row = readonly number[];

const rows = 400;

/** Three inputs and a target, each an autoregression. */
function series(seed: number): Row[] {
  const random = randomFor(seed, 'series');
  let state = [0, 0, 0, 0];
  return Array.from({ length: rows }, () => {
    state = state.map((value) => 0.97 * value + 0.24 * normal(random));
    return state;
  });
}

/** A target that follows from three inputs. */
function independent(seed: number): Row[] {
  const random = randomFor(seed, 'independent');
  return Array.from({ length: rows }, () => {
    const inputs = [normal(random), normal(random), normal(random)];
    return [...inputs, (inputs[0] as number) + (inputs[1] as number) + 0.5 * normal(random)];
  });
}

const inputsOf = (table: readonly Row[]) => columnsOf(table.map((row) => row.slice(0, -1)));
const targetOf = (table: readonly Row[]) => numberTarget(table.map((row) => row.at(-1) as number));
const found = (table: readonly Row[]) => findOrder(tableSource(inputsOf(table), targetOf(table)));
const by = (table: readonly Row[], at: number) =>
  table.toSorted((one, other) => (one.at(at) as number) - (other.at(at) as number));
const mixed = (table: readonly Row[], seed: number) =>
  Array.from(randomFor(seed, 'mixed').shuffle(Int32Array.from(table.keys())), (row) => table[row] as Row);

describe('the order of rows', () => {
  test.each([0, 1, 2, 3])('is found in a series, and not once it is mixed, seed %i', (seed) => {
    expect(found(series(seed))).toMatchObject([{ kind: 'ordered-rows', severity: 'warn' }]);
    expect(found(mixed(series(seed), seed))).toEqual([]);
  });

  test('is no alarm in a file that is sorted by its target or by an input', () => {
    for (const seed of [0, 1, 2, 3, 4, 5]) {
      const table = independent(seed);
      for (const at of [-1, 0, 1]) expect(found(by(table, at))).toEqual([]);
    }
  });

  test('is no alarm where the split follows it', () => {
    const table = series(1);
    const letters = 't'.repeat(240) + 'v'.repeat(80) + 'e'.repeat(80);
    expect(findOrder(assignedSource(inputsOf(table), targetOf(table), letters))).toEqual([]);
  });

  test('names the column that the split should follow', () => {
    const table = series(2);
    const source = tableSource(inputsOf(table), targetOf(table));
    const key = (name: string, cellOf: (row: number) => number, kind: 'integer' | 'text' = 'integer') => {
      const keys = [{ name, kind, values: Float64Array.from(table.keys(), cellOf) }];
      return findOrder({ ...source, raw: { ...source.raw, keys } })[0]?.advice;
    };
    expect(key('year', (row) => 1900 + Math.floor(row / 4))).toMatch(/data.split.time to "year"/);
    expect(key('firm', (row) => (Math.floor(row / 20) * 7) % 20, 'text')).toMatch(
      /data.split.group to "firm"/,
    );
    expect(key('code', (row) => row % 7)).toMatch(/write a column that names/);
  });
});

describe('inputs of the row before', () => {
  const runs = (length: number, of: number) =>
    Array.from({ length: rows }, (_, row) => Math.floor(row / length) % of);
  const leaderOf = (groups: readonly number[]) => Int32Array.from(groups, (group) => groups.indexOf(group));

  test('are found in a panel of persons, with the share by chance', () => {
    const found = repeatedInputs(leaderOf(runs(4, 1000)));
    expect(found).toMatchObject({ count: 300, share: 300 / 399 });
    // Each of the 100 persons has 4 · 3 of the 400 · 399 pairs.
    expect(found?.byChance).toBeCloseTo((100 * 12) / (400 * 399), 12);
  });

  test('are no alarm in another order, nor in a file sorted by coarse inputs', () => {
    const random = randomFor('panel');
    expect(repeatedInputs(leaderOf([...random.shuffle(Int32Array.from(runs(4, 1000)))]))).toBeUndefined();
    expect(repeatedInputs(leaderOf(runs(80, 1000)))).toBeUndefined();
    expect(repeatedInputs(leaderOf(runs(4, 1000)).subarray(0, 80))).toBeUndefined();
  });
});
