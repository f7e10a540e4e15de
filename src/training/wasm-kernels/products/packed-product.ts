import { divided } from '../code/division.ts';
import { f32, forEach, i32, minimum } from '../code/instructions.ts';
import { type Code, call, routine, type Variable } from '../code/routine.ts';
import { band, blockRows } from '../gemm/gemm.ts';
import { pack } from '../gemm/pack.ts';
import { tileColumns, tileRows } from '../gemm/tile.ts';
import type { Machine } from '../machine.ts';

/** C = initial + A · B for a B that is packed. Strides are in bytes; one of `aRow` and `aDepth` is 4. */
const product = routine(
  'packed-product',
  {
    ...{ a: 'i32', aRow: 'i32', aDepth: 'i32', panel: 'i32', depth: 'i32', rows: 'i32', columns: 'i32' },
    ...{ initial: 'i32', initialRow: 'i32', initialColumn: 'i32', c: 'i32', cRow: 'i32', scratch: 'i32' },
  } as const,
  (
    { a, aRow, aDepth, panel, depth, rows, columns, initial, initialRow, initialColumn, c, cRow, scratch },
    allot,
  ) => {
    const row = allot('i32');
    const at = (start: Variable, stride: Code) => i32.add(start, i32.mul(row, stride));
    return forEach(
      row,
      rows,
      call(band, {
        ...{ a: at(a, aRow), aRow, aDepth, panel, depth },
        rows: minimum(i32.sub(rows, row), i32.const(blockRows)),
        columns,
        ...{ initial: at(initial, initialRow), initialRow, initialColumn, c: at(c, cRow), cRow },
        ...{ lower: f32.const(-Infinity), upper: f32.const(Infinity), beside: scratch },
      }),
      blockRows,
    );
  },
);

/** Threads share the rows. */
export const packedProduct = divided(product, (value) => ({
  ...{ along: 'rows', unit: tileRows },
  steps: { a: value('aRow'), c: value('cRow'), initial: value('initialRow') },
  work: value('rows') * value('columns') * value('depth'),
}));

/** A matrix [depth, columns] as the innermost loop of a product reads it. */
export interface Packed {
  readonly panel: number;
  readonly depth: number;
  readonly columns: number;
}

/** Strides, in bytes, of a matrix to be packed: one of them is 4. */
interface Layout {
  readonly bDepth: number;
  readonly bColumn: number;
}

/** Memory that a kernel takes while it runs: addresses of uninitialised floats. */
interface Memory {
  readonly machine: Machine;
  floats(count: number): number;
}

/** Packs a matrix at address `b`. */
export function packed(
  memory: Memory,
  b: number,
  { depth, columns, bDepth, bColumn }: Omit<Packed, 'panel'> & Layout,
): Packed {
  const panel = memory.floats(depth * tileColumns * Math.ceil(columns / tileColumns));
  memory.machine.run(pack, { b, bDepth, bColumn, depth, columns, panel });
  return { panel, depth, columns };
}

/** Addresses and row strides in bytes. */
export interface Rows {
  readonly at: number;
  readonly row: number;
}

/** The initial values of a product's sums: a matrix, or one row for all. */
export interface Initial extends Rows {
  readonly column: number;
}

export function multiplyPacked(
  machine: Machine,
  rows: number,
  a: Rows,
  { panel, depth, columns }: Packed,
  c: Rows,
  initial: Initial = { at: machine.zeros, row: 0, column: 0 },
): void {
  machine.run(packedProduct, {
    a: a.at,
    aRow: a.row,
    aDepth: 4,
    panel,
    depth,
    rows,
    columns,
    initial: initial.at,
    initialRow: initial.row,
    initialColumn: initial.column,
    c: c.at,
    cRow: c.row,
    scratch: machine.scratch,
  });
}
