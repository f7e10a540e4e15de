import type { FusedBatchNormAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { combineInto } from '../elementwise/binary.ts';
import { filled } from '../elementwise/fill.ts';
import { applyInPlace } from '../elementwise/unary.ts';
import { floats, type KernelCall, type KernelContext, type KernelFamily } from '../kernel.ts';
import { sizeOf } from '../shape.ts';
import { largest, sum } from './reduce.ts';

/**
 * FusedBatchNorm and Softmax, composed of the other families' routines.
 *
 * The backend computes a square root for each number, and exponentials one by one.
 */
export const normalizations: KernelFamily = (workshop) => ({
  FusedBatchNorm: (call) => batchNorm(workshop, call),
  Softmax: (call) => softmax(workshop, call),
});

/** y = (x − mean) · scale / √(variance + ε) + offset, where the moments have the shape of the last axes of x. */
function batchNorm(workshop: KernelContext, call: KernelCall): TensorInfo | undefined {
  const inputs = floats(call, 'x', 'mean', 'variance', 'scale', 'offset');
  if (inputs === undefined) return undefined;
  const { x, mean, variance, scale, offset } = inputs;
  const given = [scale, offset].filter((each) => each != null);
  const areTrailing = [mean, variance, ...given].every(({ shape }) => isTrailing(shape, x.shape));
  if (!areTrailing || given.some(({ shape }) => sizeOf(shape) > sizeOf(variance.shape))) return undefined;
  const { machine } = workshop;
  const epsilon = filled(workshop, [], (call.attrs as FusedBatchNormAttrs).varianceEpsilon);
  const factor = machine.output(variance.shape);
  combineInto(machine, 'Add', { a: variance, b: epsilon, out: factor });
  applyInPlace(machine, 'Rsqrt', factor);
  if (scale != null) combineInto(machine, 'Multiply', { a: factor, b: scale, out: factor });
  const y = machine.output(x.shape);
  combineInto(machine, 'Sub', { a: x, b: mean, out: y });
  combineInto(machine, 'Multiply', { a: y, b: factor, out: y });
  if (offset != null) combineInto(machine, 'Add', { a: y, b: offset, out: y });
  machine.dispose(epsilon);
  machine.dispose(factor);
  return y;
}

/** Whether the shape, without leading ones, is a suffix of the whole shape. */
function isTrailing(shape: readonly number[], whole: readonly number[]): boolean {
  const first = shape.findIndex((length) => length !== 1);
  const solid = first === -1 ? [] : shape.slice(first);
  return (
    solid.length <= whole.length && solid.every((length, index) => length === whole.at(index - solid.length))
  );
}

/** eˣ / Σ eˣ over the last axis, after subtracting the largest x so that nothing overflows. */
function softmax({ machine }: KernelContext, call: KernelCall): TensorInfo | undefined {
  const { logits } = floats(call, 'logits') ?? {};
  if (logits === undefined) return undefined;
  const count = logits.shape.at(-1) ?? 1;
  const outer = sizeOf(logits.shape) / count;
  const y = machine.output(logits.shape);
  const one = machine.output([...logits.shape.slice(0, -1), 1]);
  const rows = { outer, count, inner: 1, row: 4, scale: 1, out: machine.address(one) };
  machine.run(largest, { ...rows, x: machine.address(logits) });
  combineInto(machine, 'Sub', { a: logits, b: one, out: y });
  applyInPlace(machine, 'Exp', y);
  machine.run(sum, { ...rows, x: machine.address(y) });
  combineInto(machine, 'RealDiv', { a: y, b: one, out: y });
  machine.dispose(one);
  return y;
}
