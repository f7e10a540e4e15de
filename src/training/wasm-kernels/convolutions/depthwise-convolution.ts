import type { DepthwiseConv2dNativeAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { activate, type FusedAttributes } from '../elementwise/activation.ts';
import { filled } from '../elementwise/fill.ts';
import { floats, type KernelCall, type KernelContext, type KernelFamily } from '../kernel.ts';
import { copyBlock } from '../movements/copy.ts';
import { sum } from '../reductions/reduce.ts';
import { sizeOf } from '../shape.ts';
import {
  type DepthwiseRoutine,
  depthwise,
  depthwiseFilterGradient,
  depthwiseInputGradient,
} from './depthwise.ts';
import { type Shape4, windowOf } from './window.ts';

interface Attributes extends DepthwiseConv2dNativeAttrs, FusedAttributes {
  readonly filterShape: Shape4;
  readonly inputShape: Shape4;
}

/**
 * Depthwise convolution, where each channel has its own filters, and its gradients. A filter with several outputs per
 * channel is computed as one with a single output, on an image with repeated channels.
 *
 * The backend has no gradients of it. Its forward pass is XNNPACK's, which caches the filter by its tensor's id.
 */
export const depthwiseConvolutions: KernelFamily = (workshop) => ({
  DepthwiseConv2dNative: (call) => forward(workshop, call),
  FusedDepthwiseConv2D: (call) => forward(workshop, call),
  DepthwiseConv2dNativeBackpropInput: (call) => backpropInput(workshop, call),
  DepthwiseConv2dNativeBackpropFilter: (call) => backpropFilter(workshop, call),
});

interface Depthwise {
  /** The window over the image with repeated channels. */
  readonly window: ReturnType<typeof windowOf>;
  readonly outShape: Shape4;
  /** Outputs per channel. */
  readonly multiplier: number;
}

function depthwiseOf(
  { tf }: KernelContext,
  attrs: Attributes,
  x: readonly number[],
  filter: readonly number[],
): Depthwise {
  const { strides, dilations, pad, dimRoundingMode } = attrs;
  const shapes = [x as Shape4, filter as Shape4] as const;
  const moves = [strides, dilations ?? 1, pad, dimRoundingMode] as const;
  const info = tf.backend_util.computeConv2DInfo(...shapes, ...moves, true);
  return {
    window: windowOf(info, info.outChannels),
    outShape: info.outShape,
    multiplier: info.outChannels / info.inChannels,
  };
}

/** Repeats every channel `times` times; shares the image's memory for 1. The caller disposes the result. */
function repeatChannels({ machine }: KernelContext, x: TensorInfo, times: number): TensorInfo {
  if (times === 1) return machine.share(x, x.shape);
  const [batch, height, width, channels] = x.shape as Shape4;
  const repeated = machine.output([batch, height, width, channels * times]);
  copyBlock(machine, machine.address(x), machine.address(repeated), [
    { length: sizeOf(x.shape), strides: [4, 4 * times] },
    { length: times, strides: [0, 4] },
  ]);
  return repeated;
}

interface Meeting {
  readonly window: Depthwise['window'];
  readonly x: TensorInfo;
  readonly filter: TensorInfo;
  readonly y: TensorInfo;
}

function meet({ machine }: KernelContext, walk: DepthwiseRoutine, { window, x, filter, y }: Meeting): void {
  const addresses = { x: machine.address(x), filter: machine.address(filter), y: machine.address(y) };
  machine.run(walk, { ...window, ...addresses });
}

/** The initial values of the sums: the bias at each position, or zeros. */
function start(workshop: KernelContext, shape: Shape4, bias: TensorInfo | null | undefined): TensorInfo {
  if (bias == null) return filled(workshop, shape, 0);
  const { machine } = workshop;
  const y = machine.output(shape);
  const channels = shape[3];
  copyBlock(machine, machine.address(bias), machine.address(y), [
    { length: sizeOf(shape) / channels, strides: [0, 4 * channels] },
    { length: channels, strides: [4, 4] },
  ]);
  return y;
}

function forward(workshop: KernelContext, call: KernelCall): TensorInfo | undefined {
  const inputs = floats(call, 'x', 'filter', 'bias', 'preluActivationWeights');
  const attrs = call.attrs as Attributes;
  if (inputs === undefined) return undefined;
  const { x, filter } = inputs;
  const { window, outShape, multiplier } = depthwiseOf(workshop, attrs, x.shape, filter.shape);
  const y = start(workshop, outShape, inputs.bias);
  const repeated = repeatChannels(workshop, x, multiplier);
  meet(workshop, depthwise, { window, x: repeated, filter, y });
  workshop.machine.dispose(repeated);
  activate(workshop.machine, y, attrs, inputs.preluActivationWeights);
  return y;
}

function backpropInput(workshop: KernelContext, call: KernelCall): TensorInfo | undefined {
  const inputs = floats(call, 'dy', 'filter');
  const attrs = call.attrs as Attributes;
  if (inputs === undefined) return undefined;
  const { machine } = workshop;
  const { dy, filter } = inputs;
  const { window, multiplier } = depthwiseOf(workshop, attrs, attrs.inputShape, filter.shape);
  const [batch, height, width, channels] = attrs.inputShape;
  const repeated = filled(workshop, [batch, height, width, channels * multiplier], 0);
  meet(workshop, depthwiseInputGradient, { window, x: repeated, filter, y: dy });
  if (multiplier === 1) return repeated;
  const dx = machine.output(attrs.inputShape);
  const addresses = { x: machine.address(repeated), out: machine.address(dx) };
  machine.run(sum, { ...addresses, outer: sizeOf(dx.shape), count: multiplier, inner: 1, row: 4, scale: 1 });
  machine.dispose(repeated);
  return dx;
}

function backpropFilter(workshop: KernelContext, call: KernelCall): TensorInfo | undefined {
  const inputs = floats(call, 'x', 'dy');
  const attrs = call.attrs as Attributes;
  if (inputs === undefined) return undefined;
  const { x, dy } = inputs;
  const { window, multiplier } = depthwiseOf(workshop, attrs, x.shape, attrs.filterShape);
  const filter = filled(workshop, attrs.filterShape, 0);
  const repeated = repeatChannels(workshop, x, multiplier);
  meet(workshop, depthwiseFilterGradient, { window, x: repeated, filter, y: dy });
  workshop.machine.dispose(repeated);
  return filter;
}
