import type { TensorInfo } from '@tensorflow/tfjs-core';
import { advance, f32x4, forEach, i32, i32x4, ifThen, v128 } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { type Code, type Routine, routine, type Variable } from '../code/routine.ts';
import { fill } from '../elementwise/fill.ts';
import { floats, type KernelCall, type KernelContext, type KernelFamily } from '../kernel.ts';
import { sizeOf } from '../shape.ts';

const parameters = {
  table: 'i32',
  rows: 'i32',
  width: 'i32',
  ids: 'i32',
  /** The number of ids, and the address of their rows. */
  count: 'i32',
  embedded: 'i32',
} as const;

/** Visits, for each id from 1 to rows − 1, its row of the table and its row of `embedded`; ids are floats. */
function overTokens(
  name: string,
  visit: (count: Variable, row: Variable, embedded: Variable) => Code,
): Routine<keyof typeof parameters> {
  return routine(name, parameters, ({ table, rows, width, ids, count, embedded }, allot) => {
    const [id, row, own, left] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
    const rowBytes = i32.mul(width, i32.const(4));
    const one = i32.const(1);
    return forEach(allot('i32'), count, [
      id.set(i32x4.lane(i32x4.truncate(v128.loadOne(ids)), 0)),
      ifThen(i32.below(i32.sub(id, one), i32.sub(rows, one)), [
        [row.set(i32.add(table, i32.mul(id, rowBytes))), own.set(embedded), left.set(width)],
        visit(left, row, own),
      ]),
      [advance(ids, i32.const(4)), advance(embedded, rowBytes)],
    ]);
  });
}

const embed = overTokens('embed-tokens', (count, row, embedded) =>
  overFloats(count, [row, embedded], ({ load, store }) => store(embedded, load(row))),
);

/** Adds in the order of the ids, so that equal steps have equal bits. */
const gather = overTokens('embed-tokens-gradient', (count, row, embedded) =>
  overFloats(count, [row, embedded], ({ load, store }) => store(row, f32x4.add(load(row), load(embedded)))),
);

/** Names of the kernels, which TensorFlow.js does not have. */
export const tokenKernels = { forward: 'EmbedTokens', backward: 'EmbedTokensGrad' } as const;

/**
 * The rows of a table [size, width] at ids [rows, length], floats; zeros for id 0. Its gradient is a table, with zeros
 * in row 0, and zeros for the ids. One pass each: a cast, a gather, a product with the mask of the padding and a
 * transposition of the table's gradient otherwise.
 */
export const tokenRows: KernelFamily = (workshop) => ({
  [tokenKernels.forward]: (call) => forward(workshop, call),
  [tokenKernels.backward]: (call) => backward(workshop, call),
});

function forward({ machine }: KernelContext, call: KernelCall): TensorInfo | undefined {
  const { table, ids } = floats(call, 'table', 'ids') ?? {};
  if (table === undefined || ids === undefined) return undefined;
  const [rows = 0, width = 0] = table.shape;
  const count = sizeOf(ids.shape);
  const out = machine.output([...ids.shape, width]);
  const embedded = machine.address(out);
  machine.run(fill, { to: embedded, count: count * width, value: 0 });
  machine.run(embed, {
    ...{ table: machine.address(table), ids: machine.address(ids), embedded },
    ...{ rows, width, count },
  });
  return out;
}

function backward({ machine }: KernelContext, call: KernelCall): TensorInfo[] | undefined {
  const { table, ids, dy } = floats(call, 'table', 'ids', 'dy') ?? {};
  if (table === undefined || ids === undefined || dy === undefined) return undefined;
  const [rows = 0, width = 0] = table.shape;
  const count = sizeOf(ids.shape);
  const [dTable, dIds] = [machine.output(table.shape), machine.output(ids.shape)];
  machine.run(fill, { to: machine.address(dTable), count: rows * width, value: 0 });
  machine.run(fill, { to: machine.address(dIds), count, value: 0 });
  machine.run(gather, {
    ...{ table: machine.address(dTable), ids: machine.address(ids), embedded: machine.address(dy) },
    ...{ rows, width, count },
  });
  return [dTable, dIds];
}
