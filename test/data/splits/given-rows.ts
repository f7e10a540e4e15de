import type { RawData, RawTarget } from '../../../src/data/raw-data.ts';
import type { SplitRows } from '../../../src/data/split.ts';
import type { Random } from '../../../src/statistics/random.ts';

/** Rows without inputs. */
export function rawData(target: RawTarget, rows: number, more: Partial<RawData> = {}): RawData {
  const rowNumbers = Int32Array.from({ length: rows }, (_, row) => row);
  return { file: 'table.csv', inputs: { kind: 'table', columns: [] }, target, rowNumbers, ...more };
}

export function parts({ train, validation, test }: SplitRows): number[][] {
  return [[...train], [...validation], [...test]];
}

/** A group of each row by its code, named g0, g1, … */
export function groupsOf(codes: readonly number[]): NonNullable<RawData['groups']> {
  const names = Array.from({ length: new Set(codes).size }, (_, code) => `g${code}`);
  return { column: 'patient', codes: Int32Array.from(codes), names };
}

export function timesOf(values: readonly number[]): NonNullable<RawData['times']> {
  return { column: 'when', field: 'data.split.time', values: Float64Array.from(values), areDates: false };
}

/** Codes of `groups` groups of 1 to `most` rows each, in random order. */
export function drawGroups(random: Random, groups: number, most: number): number[] {
  const codes = Array.from({ length: groups }, (_, code) =>
    new Array<number>(1 + random.below(most)).fill(code),
  ).flat();
  return [...random.shuffle(Int32Array.from(codes))];
}
