import { sharesOf } from '../code/division.ts';
import { tileRows } from '../gemm/tile.ts';
import type { CrewCall } from './product-helper.ts';

/** Calls that compute so many rows each, in up to any number of parts. */
export function dividedRows(
  rows: number,
  calls: readonly CrewCall[],
): (count: number) => readonly CrewCall[][] {
  const divisions = new Map<number, CrewCall[][]>();
  return (count) => {
    const known = divisions.get(count);
    if (known !== undefined) return known;
    const parts = sharesOf(rows, tileRows, count).map(([first, length]) =>
      calls.map((call) => ({ ...call, operands: partOf(call, first, length) })),
    );
    divisions.set(count, parts);
    return parts;
  };
}

function partOf({ routine, operands }: CrewCall, first: number, length: number): readonly number[] {
  if (routine.division === undefined) throw new Error(`threads cannot share the rows of ${routine.name}`);
  return routine.division.partOf(operands, first, length);
}
