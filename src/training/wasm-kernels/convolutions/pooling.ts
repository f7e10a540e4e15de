import type { MaxPoolAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { fill } from '../elementwise/fill.ts';
import { floats, type KernelCall, type KernelContext, type KernelFamily } from '../kernel.ts';
import { sizeOf } from '../shape.ts';
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './pool.ts';
import { type Shape4, type WindowInfo, windowOf } from './window.ts';

/**
 * Maximum and average pooling and their gradients, four channels at a time: each window is visited once.
 *
 * The backend's gradients visit, for each pixel and channel, every window that could contain it. Its gradient of the
 * maximum starts from the smallest positive float instead of −∞, so a window without positive numbers gets no correct
 * gradient. Its gradient of the average, like that of the `cpu` backend, divides by the whole window's size even at the
 * edges, where the forward pass excludes the padding. Here both exclude it, as in TensorFlow.
 */
export const poolings: KernelFamily = (workshop) => ({
  MaxPool: (call) => forward(workshop, call, maxPool),
  AvgPool: (call) => forward(workshop, call, averagePool),
  MaxPoolGrad: (call) => gradient(workshop, call, maxPoolGradient),
  AvgPoolGrad: (call) => gradient(workshop, call, averagePoolGradient),
});

function windowInfo({ tf }: KernelContext, shape: readonly number[], attrs: MaxPoolAttrs): WindowInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  return tf.backend_util.computePool2DInfo(shape as Shape4, filterSize, strides, 1, pad, dimRoundingMode);
}

function forward(workshop: KernelContext, call: KernelCall, pool: typeof maxPool): TensorInfo | undefined {
  const { x } = floats(call, 'x') ?? {};
  if (x === undefined) return undefined;
  const { machine } = workshop;
  const info = windowInfo(workshop, x.shape, call.attrs as MaxPoolAttrs);
  const y = machine.output(info.outShape);
  machine.run(pool, { ...windowOf(info), x: machine.address(x), y: machine.address(y), dx: 0, dy: 0 });
  return y;
}

function gradient(workshop: KernelContext, call: KernelCall, pool: typeof maxPool): TensorInfo | undefined {
  const inputs = floats(call, 'dy', 'input', 'output');
  if (inputs === undefined) return undefined;
  const { machine } = workshop;
  const { dy, input, output } = inputs;
  const info = windowInfo(workshop, input.shape, call.attrs as MaxPoolAttrs);
  const dx = machine.output(input.shape);
  machine.run(fill, { to: machine.address(dx), count: sizeOf(dx.shape), value: 0 });
  machine.run(pool, {
    ...windowOf(info),
    x: machine.address(input),
    // Only the gradient of the maximum receives, and needs, the output.
    y: output === undefined ? 0 : machine.address(output),
    dx: machine.address(dx),
    dy: machine.address(dy),
  });
  return dx;
}
