import type { Conv2DAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { activateBeyondRange, type FusedAttributes, fusedRange } from '../elementwise/activation.ts';
import { floats, type KernelCall, type KernelContext, type KernelFamily } from '../kernel.ts';
import { convolve, filterGradient, inputGradient, type Matrices, matricesOf } from './convolve.ts';
import {
  convolveTiles,
  isTiledBackward,
  isTiledForward,
  tiledFilterGradient,
  tiledInputGradient,
} from './tiled.ts';
import type { Shape4 } from './window.ts';

interface Attributes extends Conv2DAttrs, FusedAttributes {
  readonly filterShape: Shape4;
  readonly inputShape: Shape4;
}

/**
 * Conv2D and its gradients as matrix products: the patches under the filter are laid out as rows (im2col), in blocks
 * that fit the cache, and multiplied; by tiles, with fewer multiplications, for filters of 3 × 3 on enough channels.
 *
 * The backend has no Conv2DBackpropFilter, so it cannot train a convolution, and its Conv2DBackpropInput is seven
 * nested scalar loops. Its forward convolution is XNNPACK's, which is fast but caches the packed filter by its tensor's
 * id, so it does not see weights that are changed in place.
 */
export const convolutions: KernelFamily = (workshop) => ({
  Conv2D: (call) => forward(workshop, call),
  FusedConv2D: (call) => forward(workshop, call),
  Conv2DBackpropFilter: (call) => backpropFilter(workshop, call),
  Conv2DBackpropInput: (call) => backpropInput(workshop, call),
});

/** Returns undefined for channels-first images, which the backend does not support either. */
function matrices(
  { tf }: KernelContext,
  attrs: Attributes,
  shapes: { x: Shape4; filter: Shape4 },
): Matrices | undefined {
  if (attrs.dataFormat === 'NCHW') return undefined;
  const { strides, dilations = 1, pad, dimRoundingMode } = attrs;
  const { x, filter } = shapes;
  return matricesOf(tf.backend_util.computeConv2DInfo(x, filter, strides, dilations, pad, dimRoundingMode));
}

function forward(workshop: KernelContext, call: KernelCall): TensorInfo | undefined {
  const inputs = floats(call, 'x', 'filter', 'bias', 'preluActivationWeights');
  const attrs = call.attrs as Attributes;
  if (inputs === undefined) return undefined;
  const { x, filter, bias } = inputs;
  const found = matrices(workshop, attrs, { x: x.shape as Shape4, filter: filter.shape as Shape4 });
  if (found === undefined) return undefined;
  const { machine } = workshop;
  const y = machine.output(found.info.outShape);
  const run = isTiledForward(found) ? convolveTiles : convolve;
  run(machine, found, {
    x: machine.address(x),
    filter: machine.address(filter),
    y: machine.address(y),
    range: fusedRange(attrs),
    bias: bias == null ? undefined : machine.address(bias),
  });
  activateBeyondRange(machine, y, attrs, inputs.preluActivationWeights);
  return y;
}

function backpropFilter(workshop: KernelContext, call: KernelCall): TensorInfo | undefined {
  const inputs = floats(call, 'x', 'dy');
  const attrs = call.attrs as Attributes;
  if (inputs === undefined) return undefined;
  const { x, dy } = inputs;
  const found = matrices(workshop, attrs, { x: x.shape as Shape4, filter: attrs.filterShape });
  if (found === undefined || found.positions === 0) return undefined;
  const { machine } = workshop;
  const dw = machine.output(attrs.filterShape);
  const run = isTiledForward(found) ? tiledFilterGradient : filterGradient;
  run(machine, found, [machine.address(x), machine.address(dy), machine.address(dw)]);
  return dw;
}

function backpropInput(workshop: KernelContext, call: KernelCall): TensorInfo | undefined {
  const inputs = floats(call, 'dy', 'filter');
  const attrs = call.attrs as Attributes;
  if (inputs === undefined) return undefined;
  const { dy, filter } = inputs;
  const found = matrices(workshop, attrs, { x: attrs.inputShape, filter: filter.shape as Shape4 });
  if (found === undefined) return undefined;
  const { machine } = workshop;
  const dx = machine.output(attrs.inputShape);
  const run = isTiledBackward(found) ? tiledInputGradient : inputGradient;
  run(machine, found, [machine.address(dy), machine.address(filter), machine.address(dx)]);
  return dx;
}
