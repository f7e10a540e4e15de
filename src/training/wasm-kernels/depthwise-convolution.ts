import type { DepthwiseConv2dNativeAttrs, TensorInfo } from '@tensorflow/tfjs';
import { activate, type FusedAttributes } from './activation.ts';
import { copyBlock } from './copy.ts';
import {
  type DepthwiseRoutine,
  depthwise,
  depthwiseFilterGradient,
  depthwiseInputGradient,
} from './depthwise.ts';
import { fill } from './fill.ts';
import { floats, type KernelCall, type KernelFamily, type Workshop } from './kernel.ts';
import { sum } from './reduce.ts';
import { sizeOf } from './shape.ts';

type Shape = [number, number, number, number];

interface Attributes extends DepthwiseConv2dNativeAttrs, FusedAttributes {
  readonly filterShape: Shape;
  readonly inputShape: Shape;
}

/**
 * Depthwise convolution and its gradients: each channel with its own filters. A filter with several outputs a channel
 * is one with a single output on an image whose channels are repeated as often.
 *
 * The backend has no gradients of it. Its forward pass is XNNPACK's, which keeps the filter under its tensor's id.
 */
export const depthwiseConvolutions: KernelFamily = (workshop) => ({
  DepthwiseConv2dNative: (call) => forward(workshop, call),
  FusedDepthwiseConv2D: (call) => forward(workshop, call),
  DepthwiseConv2dNativeBackpropInput: (call) => backpropInput(workshop, call),
  DepthwiseConv2dNativeBackpropFilter: (call) => backpropFilter(workshop, call),
});

function geometry({ tf }: Workshop, attrs: Attributes, x: readonly number[], filter: readonly number[]) {
  const { strides, dilations, pad, dimRoundingMode } = attrs;
  const shapes = [x as Shape, filter as Shape] as const;
  const info = tf.backend_util.computeConv2DInfo(
    ...shapes,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    true,
  );
  const { batchSize, inHeight, inWidth, outHeight, outWidth, outChannels, filterHeight, filterWidth } = info;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } = info;
  const operands = {
    ...{ batch: batchSize, inHeight, inWidth, channels: outChannels, outHeight, outWidth },
    ...{ filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth },
    ...{ padTop: padInfo.top, padLeft: padInfo.left },
  };
  return { operands, outShape: info.outShape, multiplier: filter[3] as number };
}

/** Every channel `times` times; the image itself for once. Belongs to the caller. */
function repeatChannels({ machine }: Workshop, x: TensorInfo, times: number): TensorInfo {
  if (times === 1) return machine.share(x, x.shape);
  const [batch, height, width, channels] = x.shape as Shape;
  const repeated = machine.output([batch, height, width, channels * times]);
  copyBlock(machine, machine.address(x), machine.address(repeated), [
    { length: sizeOf(x.shape), strides: [4, 4 * times] },
    { length: times, strides: [0, 4] },
  ]);
  return repeated;
}

function zeros({ machine }: Workshop, shape: readonly number[]): TensorInfo {
  const out = machine.output(shape);
  machine.run(fill, { to: machine.address(out), count: sizeOf(shape), value: 0 });
  return out;
}

interface Meeting {
  readonly walk: DepthwiseRoutine;
  readonly operands: ReturnType<typeof geometry>['operands'];
  readonly x: TensorInfo;
  readonly filter: TensorInfo;
  readonly y: TensorInfo;
}

function meet({ machine }: Workshop, { walk, operands, x, filter, y }: Meeting): void {
  const addresses = { x: machine.address(x), filter: machine.address(filter), y: machine.address(y) };
  machine.run(walk, { ...operands, ...addresses });
}

function forward(workshop: Workshop, call: KernelCall): TensorInfo | undefined {
  const inputs = floats(call, 'x', 'filter', 'bias', 'preluActivationWeights');
  const attrs = call.attrs as Attributes;
  if (inputs === undefined) return undefined;
  const { machine } = workshop;
  const { x, filter, bias, preluActivationWeights } = inputs;
  const { operands, outShape, multiplier } = geometry(workshop, attrs, x.shape, filter.shape);
  const y = bias == null ? zeros(workshop, outShape) : machine.output(outShape);
  if (bias != null) {
    const channels = outShape[3];
    copyBlock(machine, machine.address(bias), machine.address(y), [
      { length: sizeOf(outShape) / channels, strides: [0, 4 * channels] },
      { length: channels, strides: [4, 4] },
    ]);
  }
  const repeated = repeatChannels(workshop, x, multiplier);
  meet(workshop, { walk: depthwise, operands, x: repeated, filter, y });
  machine.dispose(repeated);
  activate(machine, y, attrs, preluActivationWeights);
  return y;
}

function backpropInput(workshop: Workshop, call: KernelCall): TensorInfo | undefined {
  const inputs = floats(call, 'dy', 'filter');
  const attrs = call.attrs as Attributes;
  if (inputs === undefined) return undefined;
  const { machine } = workshop;
  const { dy, filter } = inputs;
  const { operands, multiplier } = geometry(workshop, attrs, attrs.inputShape, filter.shape);
  const [batch, height, width, channels] = attrs.inputShape;
  const repeated = zeros(workshop, [batch, height, width, channels * multiplier]);
  meet(workshop, { walk: depthwiseInputGradient, operands, x: repeated, filter, y: dy });
  if (multiplier === 1) return repeated;
  const dx = machine.output(attrs.inputShape);
  const addresses = { x: machine.address(repeated), out: machine.address(dx) };
  machine.run(sum, { ...addresses, outer: sizeOf(dx.shape), count: multiplier, inner: 1, scale: 1 });
  machine.dispose(repeated);
  return dx;
}

function backpropFilter(workshop: Workshop, call: KernelCall): TensorInfo | undefined {
  const inputs = floats(call, 'x', 'dy');
  const attrs = call.attrs as Attributes;
  if (inputs === undefined) return undefined;
  const { x, dy } = inputs;
  const { operands, multiplier } = geometry(workshop, attrs, x.shape, attrs.filterShape);
  const filter = zeros(workshop, attrs.filterShape);
  const repeated = repeatChannels(workshop, x, multiplier);
  meet(workshop, { walk: depthwiseFilterGradient, operands, x: repeated, filter, y: dy });
  workshop.machine.dispose(repeated);
  return filter;
}
