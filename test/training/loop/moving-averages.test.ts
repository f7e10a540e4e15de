import { expect, test } from 'vitest';
import { randomFor } from '../../../src/statistics/random.ts';
import { loadBackend } from '../../../src/training/backend.ts';
import { freshInputs } from '../../../src/training/inputs.ts';
import { taskLoss } from '../../../src/training/loop/loss.ts';
import { createPass } from '../../../src/training/loop/pass.ts';
import { releasing } from '../../../src/training/release.ts';
import type { Tf } from '../../../src/training/tensorflow.ts';
import type { Machine } from '../../../src/training/wasm-kernels/machine.ts';
import { points } from '../replay/example-models.ts';

/** A batch normalisation before a layer of ones; its averages stand on what `given` has made. */
function normalising(tf: Tf, machine: Machine | undefined) {
  const layer = tf.layers.batchNormalization({ momentum: 0.7, inputShape: [2] });
  const dense = tf.layers.dense({ units: 3, kernelInitializer: 'ones' });
  const model = tf.sequential({ layers: [layer, dense] });
  const given = [
    [1, 1],
    [0, 0],
    [0.5, -3],
    [2, 0.25],
  ].map((values) => tf.tensor1d(values));
  layer.setWeights(given);
  const pass = createPass(tf, model, points, {
    noise: randomFor('noise'),
    loss: taskLoss(tf, points.task),
    machine,
  });
  const averages = () =>
    layer
      .getWeights()
      .slice(2)
      .map((weight) => [...weight.dataSync()]);
  return { layer, given, pass, averages };
}

const batches = [
  [0, 1, 2, 3, 4, 5, 6],
  [7, 8, 9],
  [10, 11, 12, 13, 14],
];

/** The averages after three passes. */
async function moved(name: 'wasm' | 'cpu', isInPlace: boolean): Promise<number[][]> {
  const { tf, machine } = await loadBackend(name);
  return releasing(tf, async () => {
    const { pass, averages } = normalising(tf, isInPlace ? machine : undefined);
    for (const rows of batches) {
      pass.rows = Int32Array.from(rows);
      tf.tidy(() => void pass.compute(freshInputs(tf)));
    }
    pass.release();
    return averages();
  });
}

test('averages that are moved in place are TensorFlow.js’s own, bit for bit, and those of the cpu backend', async () => {
  const [ours, stock, cpu] = [
    await moved('wasm', true),
    await moved('wasm', false),
    await moved('cpu', false),
  ];
  expect(ours).toEqual(stock);
  ours.flat().forEach((value, index) => {
    const other = cpu.flat()[index] as number;
    expect(Math.abs(value - other)).toBeLessThan(1e-6 * Math.max(1, Math.abs(other)));
  });
  const untouched = [
    [0.5, -3],
    [2, 0.25],
  ];
  expect(ours).not.toEqual(untouched);
});

test('averages stay at their address while they move, and leave alone the tensors that they were given', async () => {
  const { tf, machine } = await loadBackend('wasm');
  await releasing(tf, async () => {
    const { layer, given, pass, averages } = normalising(tf, machine);
    const address = () => layer.weights.slice(2).map((weight) => machine?.address(weight.read()));
    const [addresses, before] = [address(), averages()];
    pass.rows = Int32Array.of(0, 1, 2);
    tf.tidy(() => void pass.compute(freshInputs(tf)));
    expect(address()).toEqual(addresses);
    expect(averages()).not.toEqual(before);
    expect(given.slice(2).map((tensor) => [...tensor.dataSync()])).toEqual(before);
    pass.release();
    layer.setWeights(given);
    expect(averages()).toEqual(before);
    expect(address()).not.toEqual(addresses);
  });
});
