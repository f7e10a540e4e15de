import type { Random } from '../../statistics/random.ts';
import { avalanche } from '../duplicates/hash.ts';
import type { Projections } from './projections.ts';

/** Some of the projections, divided into cells of equal width. */
export interface Grid {
  readonly points: Projections;
  readonly from: number;
  readonly count: number;
  readonly width: number;
}

/** Rows by cell, as linked lists: 12 bytes per row. */
export interface CellIndex {
  readonly points: Projections;
  readonly cellOf: Uint32Array;
  readonly heads: Int32Array;
  readonly next: Int32Array;
}

/** Maximum number of candidates for a row. */
const mostCandidates = 64;
/** Maximum number of list entries that a row visits, including those of other cells. */
const mostLinks = 256;
/** A projection's squared length exceeds three times its mean in one case of ten thousand. */
const slack = 3;

/** Only `held` rows can be found; rows of different kinds are in different cells. */
export function cellIndex(grid: Grid, kindOf: Uint32Array, held: Int32Array, random: Random): CellIndex {
  const cellOf = cellsOf(grid, kindOf, random);
  const heads = new Int32Array(2 ** Math.ceil(Math.log2(held.length + 1))).fill(-1);
  const next = new Int32Array(kindOf.length).fill(-1);
  for (const row of held) {
    const slot = (cellOf[row] as number) & (heads.length - 1);
    next[row] = heads[slot] as number;
    heads[slot] = row;
  }
  return { points: grid.points, cellOf, heads, next };
}

/** Calls `take` with rows of the same cell whose projections permit a distance of at most `limit`. */
export function lookUp(
  { points, cellOf, heads, next }: CellIndex,
  row: number,
  limit: number,
  take: (candidate: number) => void,
): void {
  const cell = cellOf[row] as number;
  const most = slack * points.count * limit * limit;
  let candidates = 0;
  let links = 0;
  for (
    let other = heads[cell & (heads.length - 1)] as number;
    other >= 0 && candidates < mostCandidates && links < mostLinks;
    other = next[other] as number
  ) {
    links++;
    if (cellOf[other] !== cell) continue;
    candidates++;
    if (isWithin(points, row, other, most)) take(other);
  }
}

function isWithin({ values, count }: Projections, row: number, other: number, most: number): boolean {
  let squares = 0;
  for (let index = 0; index < count; index++) {
    const difference = (values[row * count + index] as number) - (values[other * count + index] as number);
    squares += difference * difference;
    if (squares > most) return false;
  }
  return true;
}

function cellsOf({ points, from, count, width }: Grid, kindOf: Uint32Array, random: Random): Uint32Array {
  const shifts = Float64Array.from({ length: count }, () => random.next());
  const cells = new Uint32Array(kindOf.length);
  for (let row = 0; row < cells.length; row++) {
    let cell = kindOf[row] as number;
    for (let index = 0; index < count; index++) {
      const value = points.values[row * points.count + from + index] as number;
      cell = avalanche(Math.imul(cell, 31) ^ Math.floor(value / width + (shifts[index] as number)));
    }
    cells[row] = cell;
  }
  return cells;
}
