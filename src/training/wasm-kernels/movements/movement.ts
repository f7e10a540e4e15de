import type { PadV2Attrs, SliceAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { type Axis, stridesOf } from '../broadcast.ts';
import { fill } from '../elementwise/fill.ts';
import { areWords, type KernelCall, type KernelContext, type KernelFamily } from '../kernel.ts';
import { sizeOf } from '../shape.ts';
import { copyBlock } from './copy.ts';

/**
 * Kernels that only move numbers: each copies blocks between two sets of strides.
 *
 * The backend's Slice reads its whole input into JavaScript before it takes a part; its SplitV and Unpack are slices,
 * so they do this for each gate and each step of a recurrent layer. Its Concat and Pack copy row by row in JavaScript.
 * Its Identity and Cast copy even if nothing changes, and every tensor that a gradient needs passes through one.
 */
export const movements: KernelFamily = (workshop) => ({
  Identity: ({ inputs }) => workshop.machine.share(inputs.x as TensorInfo, (inputs.x as TensorInfo).shape),
  Slice: (call) => slice(workshop, call),
  PadV2: (call) => pad(workshop, call),
  Tile: (call) => tile(workshop, call),
  Reverse: (call) => reverse(workshop, call),
  Transpose: (call) => transpose(workshop, call),
});

/** Address and strides of the source and of the target, and the block's shape. */
interface Move {
  readonly from: readonly [number, readonly number[]];
  readonly to: readonly [number, readonly number[]];
  readonly shape: readonly number[];
}

/** Copies a block of any rank. */
export function move({ machine }: KernelContext, { from, to, shape }: Move): void {
  const [[fromAt, fromStrides], [toAt, toStrides]] = [from, to];
  const axes: Axis[] = shape.map((length, axis) => ({
    length,
    strides: [fromStrides[axis] as number, toStrides[axis] as number],
  }));
  copyBlock(machine, fromAt, toAt, axes);
}

function gapless(shape: readonly number[]): number[] {
  return stridesOf(shape, shape.length);
}

function offsetOf(begin: readonly number[], strides: readonly number[]): number {
  return begin.reduce((offset, start, axis) => offset + start * (strides[axis] as number), 0);
}

/** A part of a tensor as a new tensor. */
export function part(
  workshop: KernelContext,
  x: TensorInfo,
  begin: readonly number[],
  shape: readonly number[],
): TensorInfo {
  const { machine } = workshop;
  if (sizeOf(shape) === sizeOf(x.shape)) return machine.share(x, shape);
  const out = machine.output(shape, x.dtype);
  const strides = gapless(x.shape);
  const from = [machine.address(x) + offsetOf(begin, strides), strides] as const;
  move(workshop, { from, to: [machine.address(out), gapless(shape)], shape });
  return out;
}

function slice(workshop: KernelContext, { inputs, attrs }: KernelCall): TensorInfo | undefined {
  const x = inputs.x as TensorInfo;
  if (!areWords([x])) return undefined;
  const { slice_util } = workshop.tf;
  const { begin: wantedBegin, size: wantedSize } = attrs as SliceAttrs;
  const [begin, size] = slice_util.parseSliceParams(x, wantedBegin, wantedSize) as [number[], number[]];
  slice_util.assertParamsValid(x, begin, size);
  return part(workshop, x, begin, size);
}

function pad(workshop: KernelContext, { inputs, attrs }: KernelCall): TensorInfo | undefined {
  const x = inputs.x as TensorInfo;
  const { paddings, constantValue } = attrs as PadV2Attrs;
  if (x.dtype !== 'float32') return undefined;
  const { machine } = workshop;
  const shape = x.shape.map((length, axis) => length + sizeOfPadding(paddings[axis]));
  const out = machine.output(shape);
  const [address, strides] = [machine.address(out), gapless(shape)];
  machine.run(fill, { to: address, count: sizeOf(shape), value: constantValue });
  const begin = x.shape.map((_, axis) => paddings[axis]?.[0] ?? 0);
  const to = [address + offsetOf(begin, strides), strides] as const;
  move(workshop, { from: [machine.address(x), gapless(x.shape)], to, shape: x.shape });
  return out;
}

function sizeOfPadding(padding: readonly [number, number] | undefined): number {
  return padding === undefined ? 0 : padding[0] + padding[1];
}

/** Each axis becomes two: its repetitions, with stride 0 in the source, and the axis itself. */
function tile(workshop: KernelContext, { inputs, attrs }: KernelCall): TensorInfo | undefined {
  const x = inputs.x as TensorInfo;
  const { reps } = attrs as { reps: number[] };
  if (!areWords([x])) return undefined;
  const { machine } = workshop;
  const out = machine.output(
    x.shape.map((length, axis) => length * (reps[axis] as number)),
    x.dtype,
  );
  const [fromStrides, toStrides] = [gapless(x.shape), gapless(out.shape)];
  const axes = x.shape.flatMap((length, axis) => {
    const [from, to] = [fromStrides[axis] as number, toStrides[axis] as number];
    return [
      { length: reps[axis] as number, strides: [0, to * length] },
      { length, strides: [from, to] },
    ];
  });
  copyBlock(machine, machine.address(x), machine.address(out), axes);
  return out;
}

/** Reads a reversed axis from its last element, with a negative stride. */
function reverse(workshop: KernelContext, { inputs, attrs }: KernelCall): TensorInfo | undefined {
  const x = inputs.x as TensorInfo;
  if (!areWords([x])) return undefined;
  const { machine, tf } = workshop;
  const reversed = new Set(tf.util.parseAxisParam((attrs as { dims: number | number[] }).dims, x.shape));
  const out = machine.output(x.shape, x.dtype);
  const strides = gapless(x.shape);
  const last = x.shape.map((length, axis) => (reversed.has(axis) ? length - 1 : 0));
  const backwards = strides.map((stride, axis) => (reversed.has(axis) ? -stride : stride));
  const from = [machine.address(x) + offsetOf(last, strides), backwards] as const;
  move(workshop, { from, to: [machine.address(out), strides], shape: x.shape });
  return out;
}

function transpose(workshop: KernelContext, { inputs, attrs }: KernelCall): TensorInfo | undefined {
  const x = inputs.x as TensorInfo;
  if (!areWords([x])) return undefined;
  const { machine } = workshop;
  const { perm } = attrs as { perm: number[] };
  const permuted = (values: readonly number[]) => perm.map((axis) => values[axis] as number);
  const shape = permuted(x.shape);
  const out = machine.output(shape, x.dtype);
  const from = [machine.address(x), permuted(gapless(x.shape))] as const;
  move(workshop, { from, to: [machine.address(out), gapless(shape)], shape });
  return out;
}
