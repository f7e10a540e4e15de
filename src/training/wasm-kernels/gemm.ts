import {
  advance,
  type Code,
  call,
  choose,
  f32,
  forEach,
  i32,
  ifThen,
  minimum,
  routine,
  type Variable,
  whileLoop,
} from './instructions.ts';
import { pack } from './pack.ts';
import { type Layout, panelRowBytes, tile, tileColumns, tileRows } from './tile.ts';

/** The packed part of B: at most 256 × 512 floats, 512 KB, which stay in a core's second-level cache. */
const blockDepth = 256;
const blockColumns = 512;
/** Rows of A between two passes over the packed part: 96 × 256 floats, 96 KB. */
const blockRows = 96;

const edgeBytes = blockRows * panelRowBytes;

/** What a product needs beside its operands: the strip at C's edge, and the packed part of B. */
export const gemmScratchBytes = edgeBytes + blockDepth * blockColumns * 4;

const stripParameters = {
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

const tiles = {
  rows: Array.from({ length: tileRows }, (_, index) => tile('rows', index + 1)),
  columns: Array.from({ length: tileRows }, (_, index) => tile('columns', index + 1)),
} as const;

/** All rows of eight columns of C, four at a time. */
function sweep(layout: Layout) {
  return routine(`sweep-${layout}`, stripParameters, ({ rows, ...p }) => {
    const aStride = layout === 'rows' ? p.aRow : p.aDepth;
    const byTile = (pointer: Variable, row: Code) => advance(pointer, i32.mul(row, i32.const(tileRows)));
    const calls = tiles[layout].map((each) => call(each, { ...p, aStride }));
    return [
      whileLoop(i32.ge(rows, i32.const(tileRows)), [
        calls.at(-1) as Code,
        byTile(p.a, p.aRow),
        byTile(p.initial, p.initialRow),
        byTile(p.c, p.cRow),
        advance(rows, i32.const(-tileRows)),
      ]),
      calls.slice(0, -1).map((rest, index) => ifThen(i32.eq(rows, i32.const(index + 1)), rest)),
    ];
  });
}

const sweepRows = sweep('rows');
const sweepColumns = sweep('columns');

/** The same, whichever way A lies: one of its strides is that of neighbours, four bytes. */
const strip = routine('strip', stripParameters, (p) =>
  ifThen(i32.eq(p.aDepth, i32.const(4)), call(sweepRows, p), call(sweepColumns, p)),
);

const copyColumns = routine(
  'copy-columns',
  { from: 'i32', fromRow: 'i32', to: 'i32', toRow: 'i32', rows: 'i32', columns: 'i32' },
  ({ from, fromRow, to, toRow, rows, columns }, allot) => {
    const column = allot('i32');
    const at = (pointer: Variable) => i32.add(pointer, i32.shiftLeft(column, i32.const(2)));
    return forEach(allot('i32'), rows, [
      forEach(column, columns, f32.store(at(to), f32.load(at(from)))),
      advance(from, fromRow),
      advance(to, toRow),
    ]);
  },
);

/** Fewer than eight columns are computed beside C, so that nothing is written past the ends of its rows. */
const edgeStrip = routine(
  'edge-strip',
  { ...stripParameters, columns: 'i32', beside: 'i32' },
  ({ columns, beside, ...p }) => {
    const { rows, initial, initialRow, c, cRow } = p;
    const besideRow = i32.const(panelRowBytes);
    return [
      call(copyColumns, { from: initial, fromRow: initialRow, to: beside, toRow: besideRow, rows, columns }),
      call(strip, { ...p, initial: beside, initialRow: besideRow, c: beside, cRow: besideRow }),
      call(copyColumns, { from: beside, fromRow: besideRow, to: c, toRow: cRow, rows, columns }),
    ];
  },
);

/** Some rows of C times the packed part of B, strip after strip. */
const band = routine(
  'band',
  { ...stripParameters, columns: 'i32', initialColumn: 'i32', beside: 'i32' },
  ({ columns, initialColumn, beside, ...p }) =>
    whileLoop(i32.gt(columns, i32.const(0)), [
      ifThen(
        i32.ge(columns, i32.const(tileColumns)),
        call(strip, p),
        call(edgeStrip, { ...p, columns, beside }),
      ),
      advance(p.panel, i32.mul(p.depth, i32.const(panelRowBytes))),
      advance(p.initial, i32.mul(initialColumn, i32.const(tileColumns))),
      advance(p.c, i32.const(panelRowBytes)),
      advance(columns, i32.const(-tileColumns)),
    ]),
);

/**
 * C[m, n] = clamp(initial[m, n] + Σₖ A[m, k] · B[k, n], lower, upper). Strides are in bytes; one of `aRow` and `aDepth`
 * is 4, and so is one of `bDepth` and `bColumn`: a transposed operand is one whose strides are exchanged.
 * `initial` is a bias (row stride 0), C itself, or eight zeros (both strides 0).
 * Blocked as in Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008).
 */
export const gemm = routine(
  'gemm',
  {
    a: 'i32',
    aRow: 'i32',
    aDepth: 'i32',
    b: 'i32',
    bDepth: 'i32',
    bColumn: 'i32',
    initial: 'i32',
    initialRow: 'i32',
    initialColumn: 'i32',
    c: 'i32',
    cRow: 'i32',
    rows: 'i32',
    columns: 'i32',
    depth: 'i32',
    lower: 'f32',
    upper: 'f32',
    scratch: 'i32',
  },
  (p, allot) => {
    const [k0, n0, m0] = [allot('i32'), allot('i32'), allot('i32')];
    const [deep, wide] = [allot('i32'), allot('i32')];
    const panel = i32.add(p.scratch, i32.const(edgeBytes));
    const at = (matrix: Code, ...steps: readonly (readonly [Code, Code])[]) =>
      steps.reduce<Code>((address, [index, stride]) => i32.add(address, i32.mul(index, stride)), matrix);
    const float = i32.const(4);
    const c = at(p.c, [m0, p.cRow], [n0, float]);
    const isFirst = i32.eqz(k0);
    const isLast = i32.ge(i32.add(k0, deep), p.depth);
    const rowBand = call(band, {
      a: at(p.a, [m0, p.aRow], [k0, p.aDepth]),
      aRow: p.aRow,
      aDepth: p.aDepth,
      panel,
      depth: deep,
      rows: minimum(i32.sub(p.rows, m0), i32.const(blockRows)),
      columns: wide,
      initial: choose(isFirst, at(p.initial, [m0, p.initialRow], [n0, p.initialColumn]), c),
      initialRow: choose(isFirst, p.initialRow, p.cRow),
      initialColumn: choose(isFirst, p.initialColumn, float),
      c,
      cRow: p.cRow,
      lower: choose(isLast, p.lower, f32.const(-Infinity)),
      upper: choose(isLast, p.upper, f32.const(Infinity)),
      beside: p.scratch,
    });
    const depthBlock: Code = [
      deep.set(minimum(i32.sub(p.depth, k0), i32.const(blockDepth))),
      call(pack, {
        b: at(p.b, [k0, p.bDepth], [n0, p.bColumn]),
        bDepth: p.bDepth,
        bColumn: p.bColumn,
        depth: deep,
        columns: wide,
        panel,
      }),
      forEach(m0, p.rows, rowBand, blockRows),
    ];
    return forEach(
      n0,
      p.columns,
      [
        wide.set(minimum(i32.sub(p.columns, n0), i32.const(blockColumns))),
        forEach(k0, p.depth, depthBlock, blockDepth),
      ],
      blockColumns,
    );
  },
);
