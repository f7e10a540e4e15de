import type { MaxPoolAttrs, TensorInfo } from '@tensorflow/tfjs';
import { fill } from './fill.ts';
import { floats, type KernelCall, type KernelFamily, type Workshop } from './kernel.ts';
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './pool.ts';
import { sizeOf } from './shape.ts';

/**
 * Maximum and average pooling and their gradients, four channels at a time: each window is visited once.
 *
 * The backend's gradients visit for each pixel every window that could hold it, channel by channel. Its maximum's
 * starts from the smallest positive float instead of −∞, and so gives a window without positive numbers no gradient
 * where it belongs. Its average's, as that of tfjs's `cpu` backend, divides by the whole window's size at the
 * edges too, where the forward pass leaves the padding out; here both leave it out, as TensorFlow does.
 */
export const poolings: KernelFamily = (workshop) => ({
  MaxPool: (call) => forward(workshop, call, maxPool),
  AvgPool: (call) => forward(workshop, call, averagePool),
  MaxPoolGrad: (call) => gradient(workshop, call, maxPoolGradient),
  AvgPoolGrad: (call) => gradient(workshop, call, averagePoolGradient),
});

type Shape = [number, number, number, number];

function geometry({ tf }: Workshop, shape: readonly number[], attrs: MaxPoolAttrs) {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const info = tf.backend_util.computePool2DInfo(
    shape as Shape,
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = info;
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  const operands = {
    ...{ batch: info.batchSize, inHeight, inWidth, channels: inChannels, outHeight, outWidth },
    ...{ filterHeight, filterWidth, strideHeight, strideWidth, padTop: padInfo.top, padLeft: padInfo.left },
  };
  return { outShape: info.outShape, operands };
}

function forward(workshop: Workshop, call: KernelCall, pool: typeof maxPool): TensorInfo | undefined {
  const { x } = floats(call, 'x') ?? {};
  if (x === undefined) return undefined;
  const { machine } = workshop;
  const { outShape, operands } = geometry(workshop, x.shape, call.attrs as MaxPoolAttrs);
  const y = machine.output(outShape);
  machine.run(pool, { ...operands, x: machine.address(x), y: machine.address(y), dx: 0, dy: 0 });
  return y;
}

function gradient(workshop: Workshop, call: KernelCall, pool: typeof maxPool): TensorInfo | undefined {
  const inputs = floats(call, 'dy', 'input', 'output');
  if (inputs === undefined) return undefined;
  const { machine } = workshop;
  const { dy, input, output } = inputs;
  const { operands } = geometry(workshop, input.shape, call.attrs as MaxPoolAttrs);
  const dx = machine.output(input.shape);
  machine.run(fill, { to: machine.address(dx), count: sizeOf(dx.shape), value: 0 });
  machine.run(pool, {
    ...operands,
    x: machine.address(input),
    // Only the maximum's gradient has, and needs, the output.
    y: output === undefined ? 0 : machine.address(output),
    dx: machine.address(dx),
    dy: machine.address(dy),
  });
  return dx;
}
