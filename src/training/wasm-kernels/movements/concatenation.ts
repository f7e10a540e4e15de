import type { TensorInfo } from '@tensorflow/tfjs-core';
import { stridesOf } from '../broadcast.ts';
import { areWords, type KernelCall, type KernelContext, type KernelFamily } from '../kernel.ts';
import { sizeOf } from '../shape.ts';
import { move, part } from './movement.ts';

/** Kernels that split a tensor along an axis or join tensors. `movements` explains why they replace the backend's. */
export const concatenations: KernelFamily = (workshop) => ({
  Concat: (call) => {
    const axis = (call.attrs as { axis: number }).axis;
    return join(workshop, inputList(call), (rank) => (axis < 0 ? axis + rank : axis));
  },
  Pack: (call) => {
    const { axis } = call.attrs as { axis: number };
    const expanded = inputList(call).map((each) => ({ ...each, shape: withAxis(each.shape, axis) }));
    return join(workshop, expanded, (rank) => (axis < 0 ? axis + rank : axis));
  },
  SplitV: (call) => split(workshop, call),
  Unpack: (call) => unpack(workshop, call),
});

/** TensorFlow.js passes the inputs of these kernels as an array. */
function inputList({ inputs }: KernelCall): TensorInfo[] {
  return Object.values(inputs);
}

function withAxis(shape: readonly number[], axis: number): number[] {
  const at = axis < 0 ? axis + shape.length + 1 : axis;
  return [...shape.slice(0, at), 1, ...shape.slice(at)];
}

function join(
  workshop: KernelContext,
  tensors: readonly TensorInfo[],
  axisOf: (rank: number) => number,
): TensorInfo | undefined {
  const [first] = tensors;
  if (first === undefined || !areWords(tensors)) return undefined;
  const { machine, tf } = workshop;
  const axis = axisOf(first.shape.length);
  const shapes = tensors.map(({ shape }) => shape);
  tf.backend_util.assertParamsConsistent(shapes, axis);
  const outShape = tf.backend_util.computeOutShape(shapes, axis);
  const solid = tensors.filter(({ shape }) => sizeOf(shape) > 0);
  if (solid.length === 1) return machine.share(solid[0] as TensorInfo, outShape);
  const out = machine.output(outShape, first.dtype);
  const strides = stridesOf(outShape, outShape.length);
  let address = machine.address(out);
  for (const tensor of solid) {
    const { shape } = tensor;
    move(workshop, {
      from: [machine.address(tensor), stridesOf(shape, shape.length)],
      to: [address, strides],
      shape,
    });
    address += (strides[axis] as number) * (shape[axis] as number);
  }
  return out;
}

function split(workshop: KernelContext, { inputs, attrs }: KernelCall): TensorInfo[] | undefined {
  const x = inputs.x as TensorInfo;
  if (!areWords([x])) return undefined;
  const { numOrSizeSplits, axis: wanted } = attrs as { numOrSizeSplits: number | number[]; axis: number };
  const [axis] = workshop.tf.util.parseAxisParam(wanted, x.shape) as [number];
  const lengths = splitLengths(x.shape[axis] as number, numOrSizeSplits);
  let start = 0;
  return lengths.map((length) => {
    const begin = x.shape.map((_, index) => (index === axis ? start : 0));
    start += length;
    return part(workshop, x, begin, x.shape.with(axis, length));
  });
}

function splitLengths(length: number, wanted: number | number[]): number[] {
  if (typeof wanted === 'number') return new Array<number>(wanted).fill(length / wanted);
  const rest = length - wanted.filter((each) => each >= 0).reduce((sum, each) => sum + each, 0);
  return wanted.map((each) => (each < 0 ? rest : each));
}

function unpack(workshop: KernelContext, { inputs, attrs }: KernelCall): TensorInfo[] | undefined {
  const value = inputs.value as TensorInfo;
  if (!areWords([value])) return undefined;
  const [axis] = workshop.tf.util.parseAxisParam((attrs as { axis: number }).axis, value.shape) as [number];
  const shape = value.shape.toSpliced(axis, 1);
  return Array.from({ length: value.shape[axis] as number }, (_, index) => {
    const begin = value.shape.map((__, each) => (each === axis ? index : 0));
    return { ...part(workshop, value, begin, value.shape.with(axis, 1)), shape: [...shape] };
  });
}
