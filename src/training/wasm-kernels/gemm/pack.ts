import { advance, f32, forEach, i32, ifThen, minimum, v128, whileLoop } from '../code/instructions.ts';
import { type Code, call, routine, type Variable } from '../code/routine.ts';
import { panelRowBytes, tileColumns } from './tile.ts';

/** Packs eight columns of a B with contiguous rows (not transposed). */
const packRows = routine(
  'pack-rows',
  { b: 'i32', bDepth: 'i32', depth: 'i32', panel: 'i32' },
  ({ b, bDepth, depth, panel }, allot) =>
    forEach(allot('i32'), depth, [
      v128.store(panel, v128.load(b)),
      v128.store(panel, v128.load(b, 16), 16),
      advance(b, bDepth),
      advance(panel, i32.const(panelRowBytes)),
    ]),
);

/** Transposes four vectors of four floats: the first lanes of all, then the second lanes, and so on. */
function transposed(rows: readonly Variable[]): Code[] {
  const [a, b, c, d] = rows as [Variable, Variable, Variable, Variable];
  const pairs = (lanes: readonly number[]) => [v128.shuffle(lanes, a, b), v128.shuffle(lanes, c, d)] as const;
  const lower = pairs([0, 4, 1, 5]);
  const upper = pairs([2, 6, 3, 7]);
  return [lower, upper].flatMap((both) => [
    v128.shuffle([0, 1, 4, 5], ...both),
    v128.shuffle([2, 3, 6, 7], ...both),
  ]);
}

/** Packs eight contiguous columns of a transposed B, in blocks of 4 × 4. */
const packColumns = routine(
  'pack-columns',
  { b: 'i32', bColumn: 'i32', depth: 'i32', panel: 'i32' },
  ({ b, bColumn, depth, panel }, allot) => {
    const rows = Array.from({ length: 4 }, () => allot('v128'));
    const pointer = allot('i32');
    const half = (offset: number): Code => [
      rows.map((row) => [row.set(v128.load(pointer)), advance(pointer, bColumn)]),
      transposed(rows).map((row, k) => v128.store(panel, row, k * panelRowBytes + offset)),
    ];
    const single: Code = Array.from({ length: tileColumns }, (_, column) => [
      f32.store(panel, f32.load(pointer), 4 * column),
      advance(pointer, bColumn),
    ]);
    const next = (count: number): Code => [
      advance(b, i32.const(4 * count)),
      advance(panel, i32.const(panelRowBytes * count)),
      advance(depth, i32.const(-count)),
    ];
    return [
      whileLoop(i32.ge(depth, i32.const(4)), [pointer.set(b), half(0), half(16), next(4)]),
      whileLoop(i32.gt(depth, i32.const(0)), [pointer.set(b), single, next(1)]),
    ];
  },
);

/** Packs fewer than eight columns, padded with zeros. */
const packEdge = routine(
  'pack-edge',
  { b: 'i32', bDepth: 'i32', bColumn: 'i32', depth: 'i32', columns: 'i32', panel: 'i32' },
  ({ b, bDepth, bColumn, depth, columns, panel }, allot) => {
    const [from, to] = [allot('i32'), allot('i32')];
    return forEach(allot('i32'), depth, [
      v128.store(panel, v128.zero),
      v128.store(panel, v128.zero, 16),
      [from.set(b), to.set(panel)],
      forEach(allot('i32'), columns, [
        f32.store(to, f32.load(from)),
        advance(from, bColumn),
        advance(to, i32.const(4)),
      ]),
      advance(b, bDepth),
      advance(panel, i32.const(panelRowBytes)),
    ]);
  },
);

/**
 * Copies B[k, n] at `b + k·bDepth + n·bColumn` into panels of eight columns, each contiguous in k, so that the
 * innermost loop reads one stream for either layout of B.
 */
export const pack = routine(
  'pack',
  { b: 'i32', bDepth: 'i32', bColumn: 'i32', depth: 'i32', columns: 'i32', panel: 'i32' },
  ({ b, bDepth, bColumn, depth, columns, panel }, allot) => {
    const width = allot('i32');
    const isFull = i32.eq(width, i32.const(tileColumns));
    const isFloat = (stride: Code) => i32.eq(stride, i32.const(4));
    return whileLoop(i32.gt(columns, i32.const(0)), [
      width.set(minimum(columns, i32.const(tileColumns))),
      ifThen(
        i32.and(isFull, isFloat(bColumn)),
        call(packRows, { b, bDepth, depth, panel }),
        ifThen(
          i32.and(isFull, isFloat(bDepth)),
          call(packColumns, { b, bColumn, depth, panel }),
          call(packEdge, { b, bDepth, bColumn, depth, columns: width, panel }),
        ),
      ),
      advance(b, i32.mul(bColumn, i32.const(tileColumns))),
      advance(panel, i32.mul(depth, i32.const(panelRowBytes))),
      advance(columns, i32.const(-tileColumns)),
    ]);
  },
);
