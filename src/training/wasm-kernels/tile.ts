import {
  advance,
  type Code,
  f32x4,
  i32,
  type Parameters,
  type Routine,
  routine,
  type Variable,
  v128,
  whileLoop,
} from './instructions.ts';

/** A tile of C is 4 × 8: eight accumulators, two vectors of B and two temporaries fit the sixteen registers of x64. */
export const tileRows = 4;
export const tileColumns = 8;
export const panelRowBytes = tileColumns * 4;

/** How A lies in memory: the entries of a row side by side, or those of a column, as in a transposed matrix. */
export type Layout = 'rows' | 'columns';

const parameters = {
  a: 'i32',
  /** Bytes from a row to the next if A lies by rows, else from a column to the next. */
  aStride: 'i32',
  panel: 'i32',
  depth: 'i32',
  initial: 'i32',
  initialRow: 'i32',
  c: 'i32',
  cRow: 'i32',
  lower: 'f32',
  upper: 'f32',
} as const;

type TileParameter = keyof typeof parameters;

/** A row of the tile: its eight sums, and where its entries of A are. */
interface Row {
  readonly low: Variable;
  readonly high: Variable;
  readonly start: Variable;
}

/**
 * C[r, 0…7] = clamp(initial[r, 0…7] + Σₖ A[r, k] · panel[k, 0…7], lower, upper) for up to four rows r. The sums stay
 * in registers while k runs over the depth.
 */
export function tile(layout: Layout, rowCount: number): Routine<TileParameter> {
  return routine(`tile-${layout}-${rowCount}`, parameters, (p, allot) => {
    const rows = Array.from({ length: rowCount }, (_, row) => ({
      low: allot('v128'),
      high: allot('v128'),
      start: row === 0 || layout === 'columns' ? p.a : allot('i32'),
    }));
    const [left, right, entry] = [allot('v128'), allot('v128'), allot('v128')];
    const step: Code = [
      [left.set(v128.load(p.panel)), right.set(v128.load(p.panel, 16))],
      rows.map(({ low, high, start }, row) => [
        entry.set(v128.loadSplat(start, layout === 'rows' ? 0 : 4 * row)),
        low.set(f32x4.add(low, f32x4.mul(entry, left))),
        high.set(f32x4.add(high, f32x4.mul(entry, right))),
      ]),
      layout === 'rows' ? rows.map(({ start }) => advance(start, i32.const(4))) : advance(p.a, p.aStride),
      advance(p.panel, i32.const(panelRowBytes)),
      advance(p.depth, i32.const(-1)),
    ];
    return [
      begin(layout, p, rows),
      // Not unrolled: V8 spills the sums as soon as the body holds more than one step, and loses a quarter.
      whileLoop(i32.gt(p.depth, i32.const(0)), step),
      [left.set(f32x4.splat(p.lower)), right.set(f32x4.splat(p.upper))],
      finish(p, rows, (sum) => f32x4.min(f32x4.max(sum, left), right)),
    ];
  });
}

function begin(layout: Layout, p: Parameters<TileParameter>, rows: readonly Row[]): Code {
  return rows.map(({ low, high, start }, row) => [
    low.set(v128.load(p.initial)),
    high.set(v128.load(p.initial, 16)),
    advance(p.initial, p.initialRow),
    row > 0 && layout === 'rows' ? start.set(i32.add((rows[row - 1] as Row).start, p.aStride)) : [],
  ]);
}

function finish(p: Parameters<TileParameter>, rows: readonly Row[], clamp: (sum: Code) => Code): Code {
  return rows.map(({ low, high }) => [
    v128.store(p.c, clamp(low)),
    v128.store(p.c, clamp(high), 16),
    advance(p.c, p.cRow),
  ]);
}
