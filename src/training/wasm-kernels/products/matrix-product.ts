import type { TensorInfo } from '@tensorflow/tfjs';
import { activateBeyondRange, type FusedAttributes, fusedRange } from '../elementwise/activation.ts';
import { floats, type Kernel, type KernelCall, type KernelFamily, type Workshop } from '../kernel.ts';
import { sizeOf } from '../shape.ts';
import { multiply } from './multiply.ts';

interface Attributes extends FusedAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * BatchMatMul and _FusedMatMul: C = clamp(op(A) · op(B) + bias).
 *
 * The backend's own takes XNNPACK's fast path only for a single product without transposes. Everything else, which
 * is every gradient, runs through a scalar loop; and that path keeps B packed under its tensor's id, so that
 * weights changed in place would go unseen. Here a transposed operand is one whose strides are exchanged, at the same
 * speed, and nothing is kept. (The scalar loop also adds the bias and clamps once per 48 of the depth, which is wrong.)
 */
export const matrixProducts: KernelFamily = (workshop) => {
  const product: Kernel = (call) => batchProduct(workshop, call);
  return { BatchMatMul: product, _FusedMatMul: product };
};

function batchProduct(workshop: Workshop, call: KernelCall): TensorInfo | undefined {
  const inputs = floats(call, 'a', 'b', 'bias', 'preluActivationWeights');
  if (inputs === undefined) return undefined;
  const attrs = call.attrs as Attributes;
  const { transposeA, transposeB } = attrs;
  const { machine, tf } = workshop;
  const range = fusedRange(attrs);
  const { a, b, bias } = inputs;
  const [rows, depth] = matrixShape(a, transposeA);
  const [inner, columns] = matrixShape(b, transposeB);
  tf.util.assert(
    depth === inner,
    () => `matMul: ${a.shape} and ${b.shape} do not fit (inner ${depth}, ${inner})`,
  );
  const isRow = bias == null || sizeOf(bias.shape) === columns;
  if (!isRow || depth === 0) return undefined;
  const [aBatch, bBatch] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(aBatch, bBatch);
  const c = machine.output([...batch, rows, columns]);
  const [aAt, bAt] = [broadcastIndex(aBatch, batch), broadcastIndex(bBatch, batch)];
  const count = sizeOf(batch);
  for (let index = 0; index < count; index++) {
    multiply(machine, {
      a: machine.address(a) + 4 * rows * depth * aAt(index),
      transposeA,
      b: machine.address(b) + 4 * depth * columns * bAt(index),
      transposeB,
      c: machine.address(c) + 4 * rows * columns * index,
      rows,
      columns,
      depth,
      bias: bias == null ? undefined : machine.address(bias),
      range,
    });
  }
  activateBeyondRange(machine, c, attrs, inputs.preluActivationWeights);
  return c;
}

function matrixShape({ shape }: TensorInfo, isTransposed: boolean): readonly [number, number] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return isTransposed ? [columns, rows] : [rows, columns];
}

/** Maps an index into the broadcast shape to the index into `shape` that is read there. */
function broadcastIndex(shape: readonly number[], broadcast: readonly number[]): (index: number) => number {
  if (sizeOf(shape) === 1) return () => 0;
  if (sizeOf(shape) === sizeOf(broadcast)) return (index) => index;
  const missing = broadcast.length - shape.length;
  return (index) => {
    let [rest, stride, result] = [index, 1, 0];
    for (let axis = broadcast.length - 1; axis >= 0; axis--) {
      const length = axis < missing ? 1 : (shape[axis - missing] as number);
      const coordinate = rest % (broadcast[axis] as number);
      rest = Math.floor(rest / (broadcast[axis] as number));
      if (length > 1) result += coordinate * stride;
      stride *= length;
    }
    return result;
  };
}
