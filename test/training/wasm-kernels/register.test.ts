import { describe, expect, it } from 'vitest';
import { registerWasmKernels } from '../../../src/training/wasm-kernels/register.ts';
import { Draw, machine, tf } from './both-backends.ts';

const { layers } = tf;

function smallModel(): tf.Sequential {
  return tf.sequential({
    layers: [
      layers.conv2d({ inputShape: [8, 8, 1], filters: 3, kernelSize: 3, activation: 'relu' }),
      layers.batchNormalization(),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dropout({ rate: 0.2, seed: 1 }),
      layers.dense({ units: 6, activation: 'tanh' }),
      layers.dense({ units: 3 }),
    ],
  });
}

/** All that could grow from step to step. */
function measure() {
  const backend = tf.backend() as unknown as { numDataIds(): number; wasm: { HEAPU8: Uint8Array } };
  const { numTensors, numBytes, numDataBuffers } = tf.memory();
  return {
    numTensors,
    numBytes,
    numDataBuffers,
    ids: backend.numDataIds(),
    heap: backend.wasm.HEAPU8.byteLength,
  };
}

describe('registering our kernels', () => {
  it('a second time does nothing', async () => {
    const before = tf.getKernel('BatchMatMul', 'wasm');
    expect(registerWasmKernels(tf)).toBe(machine);
    expect(tf.getKernel('BatchMatMul', 'wasm')).toBe(before);
  });

  it('leaves the cpu backend its own', () => {
    expect(tf.getKernel('Conv2DBackpropFilter', 'cpu')).not.toBe(
      tf.getKernel('Conv2DBackpropFilter', 'wasm'),
    );
  });

  it('keeps memory flat over two hundred steps', async () => {
    await tf.setBackend('wasm');
    const draw = new Draw('memory');
    const model = smallModel();
    const optimizer = tf.train.adam(0.01);
    const [x, y] = [
      draw.shape(16, 8, 8, 1).tensor(),
      tf.oneHot(tf.range(0, 16, 1, 'int32').mod(tf.scalar(3, 'int32')), 3),
    ];
    const step = () =>
      tf.tidy(() => {
        const loss = () => tf.losses.softmaxCrossEntropy(y, model.apply(x, { training: true }) as tf.Tensor);
        const weights = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
        const { value, grads } = tf.variableGrads(loss as () => tf.Scalar, weights);
        optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
        return value.dataSync()[0] as number;
      });
    const first = step();
    for (let index = 1; index < 20; index++) step();
    const early = measure();
    let last = first;
    for (let index = 20; index < 200; index++) last = step();
    expect(measure()).toEqual(early);
    expect(last).toBeLessThan(first / 2);
    tf.dispose([x, y]);
    model.dispose();
    optimizer.dispose();
  });

  it('lets calls be recorded and made again, with the same result on new numbers', async () => {
    await tf.setBackend('wasm');
    const draw = new Draw('record');
    const [a, b] = [draw.shape(3, 4).tensor(), draw.shape(4, 5).tensor()];
    const calls: Parameters<NonNullable<typeof machine.recorder>>[0][] = [];
    machine.recorder = (call) => calls.push(call);
    const product = tf.matMul(a, b);
    const result = tf.relu(product);
    machine.recorder = undefined;
    const before = [...result.dataSync()];
    const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array<ArrayBuffer> } };
    const input = new Float32Array(wasm.HEAPU8.buffer, machine.address(a), 12);
    for (let index = 0; index < 12; index++) input[index] = 2 * (input[index] as number);
    for (const { run, operands } of calls) run(...operands);
    expect([...result.dataSync()]).toEqual(before.map((value) => 2 * value));
    tf.dispose([a, b, product, result]);
  });
});
