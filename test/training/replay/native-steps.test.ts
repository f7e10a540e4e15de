import { beforeAll, describe, expect, test } from 'vitest';
import { type Backend, loadBackend } from '../../../src/training/backend.ts';
import { seekTfjsNode } from '../../../src/training/native/tfjs-node.ts';
import { releasing } from '../../../src/training/release.ts';
import { completeConfiguration, trainingParameters } from '../../../src/training/training-parameters.ts';
import { learnerOf } from '../example-learner.ts';
import { computed, type Example, points, replayed } from './example-models.ts';
import { largestDifference, normalised } from './example-native.ts';
import { shortSteps, steps, type Trained, trainOn, type Way } from './example-training.ts';

describe.skipIf(seekTfjsNode() === undefined)('a step as one graph on native TensorFlow', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await loadBackend('native');
  });
  const trained = (example: Example, way: Way): Promise<Trained> => trainOn(backend, example, way);

  test.each(replayed)('of $title has the losses of the plain one', async (example) => {
    const plain = await trained(example, 'computed');
    const ours = await trained(example, 'replayed');
    expect(ours.losses.every(Number.isFinite)).toBe(true);
    expect(largestDifference(ours.losses, plain.losses)).toBeLessThan(1e-5);
    expect(largestDifference(ours.weights.flat(), plain.weights.flat())).toBeLessThan(1e-5);
    expect(ours.drawn).toEqual(plain.drawn);
    expect([ours.applications, plain.applications]).toEqual([1 + shortSteps, steps]);
    expect(await trained(example, 'replayed')).toEqual(ours);
  });

  // TensorFlow has each kernel that TensorFlow.js has.
  const refused = computed.filter(({ title }) => title !== 'a kernel that is not ours');
  test.each(refused)('of $title is given up', async (example) => {
    const ours = await trained(example, 'replayed');
    expect(ours).toEqual({ ...(await trained(example, 'computed')), applications: 1 + steps });
  });

  test('uses variables that were changed in between, and leaves its last values in them', () =>
    releasing(backend.tf, async () => {
      const { tf } = backend;
      const config = completeConfiguration(trainingParameters, { optimizer: 'sgd', learningRate: 0.01 });
      const learner = learnerOf(backend, normalised(tf), points, config);
      const rows = Int32Array.of(0, 1, 2, 3);
      const first = learner.step(rows);
      const weights = learner.model.getWeights().map((weight) => tf.zerosLike(weight));
      learner.model.setWeights(weights);
      expect(learner.step(rows)).toBeCloseTo(Math.log(3), 5);
      expect(first).not.toBeCloseTo(Math.log(3), 5);
      const read = () => learner.model.getWeights().map((weight) => [...weight.dataSync()]);
      const last = read();
      expect(last.flat().some((value) => value !== 0)).toBe(true);
      learner.release();
      expect(read()).toEqual(last);
    }));

  test('leaves no tensor and no session', async () => {
    const { tf } = backend;
    const example = replayed.find(({ title }) => title === 'mlp with normalised batches') as Example;
    const sessions = () =>
      (tf.backend() as unknown as { getNumOfSavedModels(): number }).getNumOfSavedModels();
    await trained(example, 'replayed');
    const { numTensors, numDataBuffers } = tf.memory();
    const opened = sessions();
    await trained(example, 'replayed');
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    expect(sessions()).toBe(opened);
  });
});
