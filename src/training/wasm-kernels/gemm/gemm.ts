import { divided } from '../code/division.ts';
import { advance, choose, f32, forEach, i32, ifThen, minimum, whileLoop } from '../code/instructions.ts';
import { type Code, call, routine, type Variable, type Variables } from '../code/routine.ts';
import { copyRows } from './copy-rows.ts';
import { pack } from './pack.ts';
import { panelRowBytes, strip, stripParameters, tileColumns, tileRows } from './tile.ts';

/** The packed part of B is at most 256 × 512 floats, 512 KB, and stays in a core's second-level cache. */
const blockDepth = 256;
const blockColumns = 512;
/** Rows of A per pass over the packed part: 96 × 256 floats, 96 KB. */
export const blockRows = 96;

const edgeBytes = blockRows * panelRowBytes;

const leftAt = edgeBytes + blockDepth * blockColumns * 4;
const leftRowBytes = blockRows * 4;
/** Scratch memory of a product: the strip at C's edge, the packed part of B, and that of a transposed A. */
export const gemmScratchBytes = leftAt + blockDepth * leftRowBytes;
/** With fewer columns, or rows of a transposed A that are closer together, copying these does not pay. */
const [leastColumns, leastDistance] = [128, 1024];

const stripOfRows = strip('rows');
const stripOfColumns = strip('columns');

/** Computes eight columns of C for either layout of A: one of its strides must be four bytes. */
const fullStrip = routine('full-strip', stripParameters, (p) =>
  ifThen(i32.eq(p.aDepth, i32.const(4)), call(stripOfRows, p), call(stripOfColumns, p)),
);

/** Computes fewer than eight columns in scratch memory, so that nothing is written past the ends of C's rows. */
const edgeStrip = routine(
  'edge-strip',
  { ...stripParameters, columns: 'i32', beside: 'i32' },
  ({ columns, beside, ...p }) => {
    const { rows, initial, initialRow, c, cRow } = p;
    const besideRow = i32.const(panelRowBytes);
    return [
      call(copyRows, { from: initial, fromRow: initialRow, to: beside, toRow: besideRow, rows, columns }),
      call(fullStrip, { ...p, initial: beside, initialRow: besideRow, c: beside, cRow: besideRow }),
      call(copyRows, { from: beside, fromRow: besideRow, to: c, toRow: cRow, rows, columns }),
    ];
  },
);

/** Computes some rows of C from the packed part of B, strip by strip. */
export const band = routine(
  'band',
  { ...stripParameters, columns: 'i32', initialColumn: 'i32', beside: 'i32' },
  ({ columns, initialColumn, beside, ...p }) =>
    whileLoop(i32.gt(columns, i32.const(0)), [
      ifThen(
        i32.ge(columns, i32.const(tileColumns)),
        call(fullStrip, p),
        call(edgeStrip, { ...p, columns, beside }),
      ),
      advance(p.panel, i32.mul(p.depth, i32.const(panelRowBytes))),
      advance(p.initial, i32.mul(initialColumn, i32.const(tileColumns))),
      advance(p.c, i32.const(panelRowBytes)),
      advance(columns, i32.const(-tileColumns)),
    ]),
);

const gemmParameters = {
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
} as const;

/** The start, depth and width of a block. */
type Block = Readonly<Record<'row' | 'column' | 'depthStart' | 'deep' | 'wide', Variable>>;

/**
 * C[m, n] = clamp(initial[m, n] + Σₖ A[m, k] · B[k, n], lower, upper). Strides are in bytes; one of `aRow` and `aDepth`
 * is 4, and so is one of `bDepth` and `bColumn`: a transposed operand is one whose strides are exchanged.
 * `initial` is a bias (row stride 0), C itself, or eight zeros (both strides 0).
 * Blocked as in Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008).
 */
const product = routine('gemm', gemmParameters, (p, allot) => {
  const [row, column, depthStart] = [allot('i32'), allot('i32'), allot('i32')];
  const block = { row, column, depthStart, deep: allot('i32'), wide: allot('i32') };
  const left = { a: allot('i32'), aDepth: allot('i32') };
  const depthBlock: Code = [
    block.deep.set(minimum(i32.sub(p.depth, depthStart), i32.const(blockDepth))),
    packBlock(p, block),
    forEach(row, p.rows, [leftOf(p, block, left), bandOf(p, block, left)], blockRows),
  ];
  return forEach(
    column,
    p.columns,
    [
      block.wide.set(minimum(i32.sub(p.columns, column), i32.const(blockColumns))),
      forEach(depthStart, p.depth, depthBlock, blockDepth),
    ],
    blockColumns,
  );
});

/** Threads share whole tiles of the columns, or of the rows where these are more. */
export const gemm = divided(product, (value) => {
  const [rows, columns] = [value('rows'), value('columns')];
  const work = rows * columns * value('depth');
  if (rows > columns) {
    const steps = { a: value('aRow'), initial: value('initialRow'), c: value('cRow') };
    return { along: 'rows', unit: tileRows, steps, work };
  }
  const steps = { b: value('bColumn'), initial: value('initialColumn'), c: 4 };
  return { along: 'columns', unit: tileColumns, steps, work };
});

type GemmParameters = Variables<keyof typeof gemmParameters>;

/** The address of an entry: `matrix` plus count × stride for each step. */
function at(matrix: Code, ...steps: readonly (readonly [Code, Code])[]): Code {
  return steps.reduce<Code>((address, [count, stride]) => i32.add(address, i32.mul(count, stride)), matrix);
}

function panelOf({ scratch }: GemmParameters): Code {
  return i32.add(scratch, i32.const(edgeBytes));
}

function packBlock(p: GemmParameters, { column, depthStart, deep, wide }: Block): Code {
  return call(pack, {
    b: at(p.b, [depthStart, p.bDepth], [column, p.bColumn]),
    bDepth: p.bDepth,
    bColumn: p.bColumn,
    depth: deep,
    columns: wide,
    panel: panelOf(p),
  });
}

type Left = Readonly<Record<'a' | 'aDepth', Variable>>;

/** The rows of A of a band, those of a transposed A copied: else they would share a few sets of the first-level cache. */
function leftOf(p: GemmParameters, { row, depthStart, deep }: Block, { a, aDepth }: Left): Code {
  const isFar = i32.and(i32.eq(p.aRow, i32.const(4)), i32.ge(p.aDepth, i32.const(leastDistance)));
  const isCopied = i32.and(isFar, i32.ge(p.columns, i32.const(leastColumns)));
  const copy = i32.add(p.scratch, i32.const(leftAt));
  const rows = minimum(i32.sub(p.rows, row), i32.const(blockRows));
  const toRow = i32.const(leftRowBytes);
  return [
    a.set(at(p.a, [row, p.aRow], [depthStart, p.aDepth])),
    aDepth.set(p.aDepth),
    ifThen(isCopied, [
      call(copyRows, { from: a, fromRow: p.aDepth, to: copy, toRow, rows: deep, columns: rows }),
      [a.set(copy), aDepth.set(toRow)],
    ]),
  ];
}

/** Only the first block of the depth starts from `initial`, the others from C; only the last one clamps. */
function bandOf(
  p: GemmParameters,
  { row, column, depthStart, deep, wide }: Block,
  { a, aDepth }: Left,
): Code {
  const float = i32.const(4);
  const c = at(p.c, [row, p.cRow], [column, float]);
  const isFirst = i32.eqz(depthStart);
  const isLast = i32.ge(i32.add(depthStart, deep), p.depth);
  return call(band, {
    a,
    aRow: p.aRow,
    aDepth,
    panel: panelOf(p),
    depth: deep,
    rows: minimum(i32.sub(p.rows, row), i32.const(blockRows)),
    columns: wide,
    initial: choose(isFirst, at(p.initial, [row, p.initialRow], [column, p.initialColumn]), c),
    initialRow: choose(isFirst, p.initialRow, p.cRow),
    initialColumn: choose(isFirst, p.initialColumn, float),
    c,
    cRow: p.cRow,
    lower: choose(isLast, p.lower, f32.const(-Infinity)),
    upper: choose(isLast, p.upper, f32.const(Infinity)),
    beside: p.scratch,
  });
}
