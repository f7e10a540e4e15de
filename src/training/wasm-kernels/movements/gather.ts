import type { TensorInfo } from '@tensorflow/tfjs-core';
import { advance, f32x4, forEach, i32, ifThen } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { type Code, type Routine, routine, type Variable } from '../code/routine.ts';
import { fill } from '../elementwise/fill.ts';
import { areWords, type KernelCall, type KernelContext, type KernelFamily } from '../kernel.ts';
import { sizeOf } from '../shape.ts';

const parameters = {
  table: 'i32',
  rows: 'i32',
  width: 'i32',
  indices: 'i32',
  /** The number of indices, and the address of their rows. */
  count: 'i32',
  picked: 'i32',
} as const;

/** Visits, for each index, its row of the table and its row of `picked`. An index outside the table is skipped. */
function overRows(
  name: string,
  visit: (count: Variable, row: Variable, picked: Variable) => Code,
): Routine<keyof typeof parameters> {
  return routine(name, parameters, ({ table, rows, width, indices, count, picked }, allot) => {
    const [index, row, left] = [allot('i32'), allot('i32'), allot('i32')];
    const rowBytes = i32.mul(width, i32.const(4));
    return forEach(allot('i32'), count, [
      index.set(i32.load(indices)),
      ifThen(
        i32.below(index, rows),
        [row.set(i32.add(table, i32.mul(index, rowBytes))), left.set(width), visit(left, row, picked)],
        advance(picked, rowBytes),
      ),
      advance(indices, i32.const(4)),
    ]);
  });
}

/** picked[i] = table[indices[i]]. */
const pick = overRows('pick', (count, row, picked) =>
  overFloats(count, [row, picked], ({ load, store }) => store(picked, load(row))),
);

/** table[indices[i]] += picked[i]. */
const scatter = overRows('scatter', (count, row, picked) =>
  overFloats(count, [row, picked], ({ load, store }) => store(row, f32x4.add(load(row), load(picked)))),
);

/**
 * GatherV2, and UnsortedSegmentSum, which is its gradient and hence an embedding's.
 *
 * The backend has no UnsortedSegmentSum, so it cannot train an embedding (and that of the `cpu` backend visits every
 * number once per segment). Its GatherV2 allocates a position for each number. These kernels move whole rows.
 */
export const gathers: KernelFamily = (workshop) => ({
  GatherV2: (call) => gather(workshop, call),
  UnsortedSegmentSum: (call) => segmentSum(workshop, call),
});

function gather({ machine, tf }: KernelContext, { inputs, attrs }: KernelCall): TensorInfo | undefined {
  const { x, indices } = inputs as Readonly<Record<'x' | 'indices', TensorInfo>>;
  const { axis: wanted, batchDims = 0 } = attrs as { axis: number; batchDims?: number };
  if (!areWords([x]) || indices.dtype !== 'int32') return undefined;
  const [axis] = tf.util.parseAxisParam(wanted, x.shape) as [number];
  const { collectGatherOpShapeInfo } = tf.backend_util.segment_util;
  const info = collectGatherOpShapeInfo(x, indices, axis, batchDims);
  const { batchSize, outerSize, sliceSize: width } = info;
  const rows = x.shape[axis] as number;
  const wrong = machine.integers(indices).find((index) => index < 0 || index >= rows);
  tf.util.assert(wrong === undefined, () => `GatherV2: the index value ${wrong} is not in [0, ${rows - 1}]`);
  const out = machine.output(info.outputShape, x.dtype);
  const count = sizeOf(indices.shape) / batchSize;
  for (let block = 0; block < batchSize * outerSize; block++) {
    machine.run(pick, {
      table: machine.address(x) + 4 * block * rows * width,
      indices: machine.address(indices) + 4 * count * Math.floor(block / outerSize),
      picked: machine.address(out) + 4 * block * count * width,
      rows,
      width,
      count,
    });
  }
  return out;
}

/** Segments are rows of the result. An invalid id is ignored, as on the other backends. */
function segmentSum({ machine }: KernelContext, { inputs, attrs }: KernelCall): TensorInfo | undefined {
  const { x, segmentIds } = inputs as Readonly<Record<'x' | 'segmentIds', TensorInfo>>;
  const { numSegments: rows } = attrs as { numSegments: number };
  if (x.dtype !== 'float32' || segmentIds.dtype !== 'int32') return undefined;
  const rest = x.shape.slice(segmentIds.shape.length);
  const out = machine.output([rows, ...rest]);
  const table = machine.address(out);
  const width = sizeOf(rest);
  machine.run(fill, { to: table, count: rows * width, value: 0 });
  const indices = machine.address(segmentIds);
  machine.run(scatter, {
    table,
    rows,
    width,
    indices,
    count: sizeOf(segmentIds.shape),
    picked: machine.address(x),
  });
  return out;
}
