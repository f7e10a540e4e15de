import type { RawData, RawPart } from '../../data/raw-data.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { hashHalves, hashRows, type RowHashes } from './hash.ts';

/** Rows grouped by equal inputs. */
export interface RowGroups {
  /** For each row the first row with the same inputs, which may be itself. */
  readonly leader: Int32Array;
  readonly distinct: number;
}

const known = new WeakMap<RawData['inputs'], RowGroups>();

/** Groups all rows by their inputs, compared value by value, once for the same inputs. 24 bytes a row. */
export function groupRows(inputs: RawData['inputs'], rows: number): RowGroups {
  const found = known.get(inputs) ?? groupByHash(hashRows(inputs, rows), sameInputs(inputs));
  known.set(inputs, found);
  return found;
}

/**
 * The number of distinct rows in every other column, and in the remaining columns, as shares of `distinct`. Copied rows
 * stay as distinct as before; rows that are equal because their values are coarse do not.
 */
export function distinctInHalves(inputs: RawData['inputs'], { leader, distinct }: RowGroups): number[] {
  const isEnough = () => true;
  return hashHalves(inputs, leader.length).map((half) => groupByHash(half, isEnough).distinct / distinct);
}

/** Open addressing with linear probing, at most half full. */
function groupByHash(
  { first, second }: RowHashes,
  isSame: (row: number, other: number) => boolean,
): RowGroups {
  const rows = first.length;
  const mask = 2 ** Math.ceil(Math.log2(2 * rows + 2)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const leader = new Int32Array(rows);
  let distinct = 0;
  for (let row = 0; row < rows; row++) {
    let slot = (first[row] as number) & mask;
    let holder = slots[slot] as number;
    while (
      holder >= 0 &&
      !(first[holder] === first[row] && second[holder] === second[row] && isSame(row, holder))
    ) {
      slot = (slot + 1) & mask;
      holder = slots[slot] as number;
    }
    if (holder < 0) {
      slots[slot] = row;
      distinct++;
    }
    leader[row] = holder < 0 ? row : holder;
  }
  return { leader, distinct };
}

function sameInputs(inputs: RawData['inputs']): (row: number, other: number) => boolean {
  if (inputs.kind === 'images') {
    const { pixels, shape } = inputs;
    const size = shape[0] * shape[1] * shape[2];
    const image = (row: number) => Buffer.from(pixels.buffer, pixels.byteOffset + row * size, size);
    return (row, other) => image(row).equals(image(other));
  }
  if (inputs.kind === 'arrays') {
    const tests = inputs.parts.map(sameNumbers);
    return (row, other) => tests.every((isSame) => isSame(row, other));
  }
  const cells = inputs.columns.map((column) => (column.kind === 'number' ? column.values : column.codes));
  return (row, other) =>
    cells.every((items) => {
      const one = items[row] as number;
      const two = items[other] as number;
      return one === two || (Number.isNaN(one) && Number.isNaN(two));
    });
}

function sameNumbers({ shape, values }: RawPart): (row: number, other: number) => boolean {
  const size = sizeOfShape(shape);
  return (row, other) => {
    for (let cell = 0; cell < size; cell++) {
      if (values[row * size + cell] !== values[other * size + cell]) return false;
    }
    return true;
  };
}
