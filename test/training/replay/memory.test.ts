import { describe, expect, test } from 'vitest';
import { randomFor } from '../../../src/statistics/random.ts';
import { createLearner } from '../../../src/training/loop/learner.ts';
import { mlp } from '../../../src/training/models/mlp.ts';
import { releasing } from '../../../src/training/release.ts';
import type { LayersModel, Tensor, Variable } from '../../../src/training/tensorflow.ts';
import { completeConfiguration, trainingParameters } from '../../../src/training/training-parameters.ts';
import { brightHalves } from '../example-data.ts';
import { learnerOf } from '../example-learner.ts';
import { run } from '../example-trial.ts';
import { computed, familyOfLayers, points, replayed } from './example-models.ts';
import { machine, tf, train, wasm } from './example-training.ts';

const heapBytes = () => machine.heap.asm.memory.buffer.byteLength;

/** Counts what is allocated on the heap and not freed, while `work` runs. */
async function allocated(work: () => Promise<unknown>): Promise<number> {
  const { heap } = machine;
  const { _malloc, _free } = heap;
  const live = new Set<number>();
  heap._malloc = (bytes) => {
    const address = _malloc(bytes);
    live.add(address >>> 0);
    return address;
  };
  heap._free = (address) => {
    live.delete(address >>> 0);
    _free(address);
  };
  try {
    await work();
    return live.size;
  } finally {
    heap._malloc = _malloc;
    heap._free = _free;
  }
}

const adam = { optimizer: 'adam', learningRate: 0.01, clipNorm: 1, batchSize: 8 };

const hidden = () =>
  tf.sequential({
    layers: [tf.layers.dense({ units: 5, inputShape: [2] }), tf.layers.dense({ units: 3 })],
  });

describe('a replayed step', () => {
  test('allocates nothing: two hundred of them', () =>
    releasing(tf, async () => {
      const model = hidden();
      const learner = learnerOf({ tf, machine }, model, points, adam);
      const rows = Int32Array.of(0, 1, 2, 3);
      for (let step = 0; step < 2; step++) learner.step(rows);
      const [tensors, bytes] = [tf.memory().numTensors, heapBytes()];
      const { _malloc } = machine.heap;
      machine.heap._malloc = () => {
        throw new Error('a step allocates');
      };
      try {
        for (let step = 0; step < 200; step++) learner.step(rows);
      } finally {
        machine.heap._malloc = _malloc;
      }
      expect(tf.memory().numTensors).toBe(tensors);
      expect(heapBytes()).toBe(bytes);
    }));
});

describe('a training leaves nothing on the heap', () => {
  test.each([...replayed, ...computed])('after $title', async (example) => {
    // The first compiles routines, and makes the machine's own room.
    await train(example, 'replayed');
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    expect(await allocated(() => train(example, 'replayed'))).toBe(0);
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
  });

  test('after a model that fails in its first step, or in its third', async () => {
    for (const failing of [1, 3]) {
      const family = familyOfLayers((tensorflow, inputShape) => {
        let count = 0;
        const layer = tensorflow.layers.dense({ units: 4, inputShape, activation: 'sigmoid' });
        const { call } = layer;
        layer.call = (inputs, options) => {
          count += 1;
          const result = call.call(layer, inputs, options) as Tensor;
          if (count >= failing) throw new Error('broken');
          return tensorflow.mul(
            result,
            tensorflow.add(result, tensorflow.max(result).dataSync()[0] as number),
          );
        };
        return [layer];
      });
      const attempt = () =>
        expect(train({ title: '', dataset: points, family }, 'replayed')).rejects.toThrow('broken');
      await attempt();
      const { numTensors, numDataBuffers } = tf.memory();
      expect(await allocated(attempt)).toBe(0);
      expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    }
  });
});

test('fifty trials of mixed sizes do not grow the heap once each size was met', async () => {
  const dataset = brightHalves(40);
  const trial = (index: number) =>
    run(wasm, {
      dataset,
      family: mlp,
      trial: index,
      config: { layers: 2, units: 16 * (1 + (index % 5)), batchSize: 8 + (index % 3), dropout: 0.2 },
    });
  for (let index = 0; index < 15; index++) await trial(index);
  const bytes = heapBytes();
  const { numTensors } = tf.memory();
  for (let index = 15; index < 65; index++) await trial(index);
  expect(heapBytes()).toBe(bytes);
  expect(tf.memory().numTensors).toBe(numTensors);
});

describe('a variable', () => {
  test('that stands on another tensor’s memory is changed, and the tensor is not', () =>
    releasing(tf, async () => {
      const model = hidden();
      const given = model.getWeights().map((weight) => tf.fill(weight.shape, 0.5));
      model.setWeights(given);
      learnerOf({ tf, machine }, model, points, adam).step(Int32Array.of(0, 1, 2));
      for (const tensor of given) expect(new Set(tensor.dataSync())).toEqual(new Set([0.5]));
      const changed = model.getWeights().map((weight) => [...weight.dataSync()]);
      expect(changed.flat().some((value) => value !== 0.5)).toBe(true);
    }));

  test('that is read again after a step has the new values', () =>
    releasing(tf, async () => {
      const model: LayersModel = hidden();
      const variable = model.getWeights()[0] as Variable;
      const before = [...variable.dataSync()];
      const learner = createLearner(tf, model, points, {
        config: completeConfiguration(trainingParameters, {}),
        noise: randomFor('noise'),
        steps: 1,
        machine,
      });
      learner.step(Int32Array.of(0, 1, 2));
      learner.release();
      expect([...variable.dataSync()]).not.toEqual(before);
    }));
});
