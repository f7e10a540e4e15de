import { advance, f32x4, i32, ifThen, v128, whileLoop } from '../code/instructions.ts';
import { multiplyAdd } from '../code/multiply-add.ts';
import { type Allot, type Code, routine, type Variable, type Variables } from '../code/routine.ts';

/** A tile of C is 4 × 8: eight sums, two vectors of B and an entry of A fit into the sixteen registers of x64. */
export const tileRows = 4;
export const tileColumns = 8;
export const panelRowBytes = tileColumns * 4;

/** The memory layout of A: `rows` is row-major; `columns` is column-major, as in a transposed matrix. */
export type Layout = 'rows' | 'columns';

export const stripParameters = {
  a: 'i32',
  aRow: 'i32',
  aDepth: 'i32',
  panel: 'i32',
  depth: 'i32',
  rows: 'i32',
  initial: 'i32',
  initialRow: 'i32',
  c: 'i32',
  cRow: 'i32',
  lower: 'f32',
  upper: 'f32',
} as const;

type StripParameters = Variables<keyof typeof stripParameters>;

/** A row of the tile: its eight sums, and the address of its next entry of A up to a known offset. */
interface Row {
  readonly low: Variable;
  readonly high: Variable;
  readonly pointer: Variable;
  readonly offset: number;
}

/**
 * C[r, 0…7] = clamp(initial[r, 0…7] + Σₖ A[r, k] · panel[k, 0…7], lower, upper) for all rows r, four at a time. The
 * sums of a tile stay in registers for all k.
 */
export function strip(layout: Layout) {
  return routine(`strip-${layout}`, stripParameters, (p, allot) => {
    const first = allot('i32');
    const rows = Array.from({ length: tileRows }, (_, row): Row => {
      const [low, high] = [allot('v128'), allot('v128')];
      if (layout === 'columns') return { low, high, pointer: first, offset: 4 * row };
      return { low, high, pointer: row === 0 ? first : allot('i32'), offset: 0 };
    });
    const tileOf = tileWriter(p, layout, allot);
    return [
      whileLoop(i32.ge(p.rows, i32.const(tileRows)), [tileOf(rows), advance(p.rows, i32.const(-tileRows))]),
      [1, 2, 3].map((count) => ifThen(i32.eq(p.rows, i32.const(count)), tileOf(rows.slice(0, count)))),
    ];
  });
}

/** Generates the code of a tile of these rows, which advances `a`, `initial` and `c` to the next tile. */
function tileWriter(p: StripParameters, layout: Layout, allot: Allot): (rows: readonly Row[]) => Code {
  const [left, right, entry] = [allot('v128'), allot('v128'), allot('v128')];
  const [panel, depth] = [allot('i32'), allot('i32')];
  const step = (rows: readonly Row[]): Code => [
    [left.set(v128.load(panel)), right.set(v128.load(panel, 16))],
    rows.map(({ low, high, pointer, offset }) => [
      entry.set(v128.loadSplat(pointer, offset)),
      low.set(multiplyAdd(entry, left, low, allot)),
      high.set(multiplyAdd(entry, right, high, allot)),
    ]),
    [...new Set(rows.map(({ pointer }) => pointer))].map((pointer) =>
      advance(pointer, layout === 'rows' ? i32.const(4) : p.aDepth),
    ),
    [advance(panel, i32.const(panelRowBytes)), advance(depth, i32.const(-1))],
  ];
  return (rows) => [
    rows.map(({ low, high, pointer, offset }) => [
      [low.set(v128.load(p.initial)), high.set(v128.load(p.initial, 16)), advance(p.initial, p.initialRow)],
      offset === 0 ? pointer.set(p.a) : [],
      advance(p.a, p.aRow),
    ]),
    [panel.set(p.panel), depth.set(p.depth)],
    // Not unrolled: V8 spills the sums if the body holds more than one step, which costs a quarter of the speed.
    whileLoop(i32.gt(depth, i32.const(0)), step(rows)),
    [left.set(f32x4.splat(p.lower)), right.set(f32x4.splat(p.upper))],
    rows.map((row) => storeRow(p, row, (sum) => f32x4.atMost(f32x4.atLeast(sum, left), right))),
  ];
}

function storeRow(p: StripParameters, { low, high }: Row, clamp: (sum: Code) => Code): Code {
  return [v128.store(p.c, clamp(low)), v128.store(p.c, clamp(high), 16), advance(p.c, p.cRow)];
}
