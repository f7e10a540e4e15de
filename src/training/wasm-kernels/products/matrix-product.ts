import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type Axis, joinAxes, overOuterAxes, stridesOf } from '../broadcast.ts';
import { activateBeyondRange, type FusedAttributes, fusedRange } from '../elementwise/activation.ts';
import { floats, type Kernel, type KernelCall, type KernelContext, type KernelFamily } from '../kernel.ts';
import { sizeOf } from '../shape.ts';
import { multiply } from './multiply.ts';

interface Attributes extends FusedAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * BatchMatMul and _FusedMatMul: C = clamp(op(A) · op(B) + bias).
 *
 * The backend takes XNNPACK's fast path only for a single product without transposes; everything else, including every
 * gradient, is a scalar loop. The fast path also caches the packed B by its tensor's id and misses weights that are
 * changed in place. Here a transposed operand only has exchanged strides, at the same speed, and nothing is cached.
 * (The scalar loop also adds the bias and clamps once per 48 of the depth, which is wrong.)
 */
export const matrixProducts: KernelFamily = (workshop) => {
  const product: Kernel = (call) => batchProduct(workshop, call);
  return { BatchMatMul: product, _FusedMatMul: product };
};

function batchProduct({ machine, tf }: KernelContext, call: KernelCall): TensorInfo | undefined {
  const inputs = floats(call, 'a', 'b', 'bias', 'preluActivationWeights');
  if (inputs === undefined) return undefined;
  const attrs = call.attrs as Attributes;
  const { a, b, bias } = inputs;
  const [rows, depth] = matrixShape(a, attrs.transposeA);
  const [inner, columns] = matrixShape(b, attrs.transposeB);
  tf.util.assert(depth === inner, () => `matMul: ${a.shape} and ${b.shape} do not fit (${depth}, ${inner})`);
  const isRow = bias == null || sizeOf(bias.shape) === columns;
  if (!isRow || depth === 0) return undefined;
  const [aBatch, bBatch] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(aBatch, bBatch);
  const out = machine.output([...batch, rows, columns]);
  const biasAt = bias == null ? undefined : machine.address(bias);
  const range = fusedRange(attrs);
  const { transposeA, transposeB } = attrs;
  let c = machine.address(out);
  overOuterAxes(batchAxes(batch, a, b), [machine.address(a), machine.address(b)], (at) => {
    const [aAt, bAt] = at as readonly [number, number];
    const operands = { a: aAt, transposeA, b: bAt, transposeB, c, rows, columns, depth, bias: biasAt, range };
    multiply(machine, operands);
    c += 4 * rows * columns;
  });
  activateBeyondRange(machine, out, attrs, inputs.preluActivationWeights);
  return out;
}

function matrixShape({ shape }: TensorInfo, isTransposed: boolean): readonly [number, number] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return isTransposed ? [columns, rows] : [rows, columns];
}

/** The batch axes, with strides from matrix to matrix; 0 for a broadcast one. */
function batchAxes(batch: readonly number[], ...tensors: readonly TensorInfo[]): Axis[] {
  const strides = tensors.map(({ shape }) => {
    const size = sizeOf(shape.slice(-2));
    return stridesOf(shape.slice(0, -2), batch.length).map((stride) => stride * size);
  });
  return joinAxes(
    batch.map((length, axis) => ({ length, strides: strides.map((each) => each[axis] as number) })),
  );
}
