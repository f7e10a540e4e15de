import { beforeAll, describe, expect, test } from 'vitest';
import { randomFor } from '../../../src/statistics/random.ts';
import type { Configuration } from '../../../src/study/search-space.ts';
import { type Backend, loadBackend } from '../../../src/training/backend.ts';
import type { Learner, LearnerOptions } from '../../../src/training/loop/learner.ts';
import { seekTfjsNode } from '../../../src/training/native/tfjs-node.ts';
import { decodeOptimizerState } from '../../../src/training/optimizers/optimizer-state.ts';
import { releasing } from '../../../src/training/release.ts';
import { withSeededMathRandom } from '../../../src/training/seeded-math-random.ts';
import type { Variable } from '../../../src/training/tensorflow.ts';
import { completeConfiguration, trainingParameters } from '../../../src/training/training-parameters.ts';
import { restoreWeights } from '../../../src/training/weights.ts';
import { learnerOf } from '../example-learner.ts';
import { points } from './example-models.ts';
import { largestDifference, normalised } from './example-native.ts';

/** Three batches twice, of which the last is shorter: it is computed without a session. */
const epochs = [0, 1].flatMap(() => [
  Int32Array.of(5, 1, 2, 7, 4, 3, 0, 6),
  Int32Array.of(15, 11, 12, 17, 14, 13, 10, 16),
  Int32Array.of(8, 9, 18, 19),
]);

const rules = [
  ['sgd', { optimizer: 'sgd', learningRate: 0.1 }],
  [
    'sgd with decay and a clipped norm',
    { optimizer: 'sgd', learningRate: 0.1, weightDecay: 0.1, clipNorm: 0.5 },
  ],
  ['momentum', { optimizer: 'sgd', momentum: 0.9 }],
  ['momentum with decay', { optimizer: 'sgd', momentum: 0.9, weightDecay: 0.1, clipNorm: 0.5 }],
  ['rmsprop', { optimizer: 'rmsprop' }],
  ['rmsprop with momentum', { optimizer: 'rmsprop', momentum: 0.5, weightDecay: 0.1, clipNorm: 0.5 }],
  ['adam', { optimizer: 'adam', schedule: 'cosine' }],
  ['adam with a long memory', { optimizer: 'adam', beta2: 0.9999 }],
  [
    'adam with a memory that single precision cannot tell from endless',
    { optimizer: 'adam', beta2: 1 - 1e-9 },
  ],
  ['adamw', { optimizer: 'adamw', weightDecay: 0.1, clipNorm: 0.5, beta2: 0.95 }],
] as const satisfies readonly (readonly [string, Configuration])[];

describe.skipIf(seekTfjsNode() === undefined)('a step as one graph on native TensorFlow', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await loadBackend('native');
  });

  test.each(rules)(
    'by %s is the plain one within rounding, and continues with the same bits',
    (_, config) => {
      const { tf } = backend;
      const begin = (options: Partial<LearnerOptions> = {}) => {
        const model = normalised(tf);
        const [first] = model.trainableWeights;
        const factors = new Map([[first?.read() as Variable, { rate: 0.5, decay: 2 }]]);
        return learnerOf(backend, model, points, completed(config), { factors, ...options });
      };
      return withSeededMathRandom(randomFor('math'), () =>
        releasing(tf, async () => {
          const whole = begin();
          const start = whole.encode().weights;
          const losses = epochs.map((batch) => whole.step(batch));
          const plain = begin({ isReplaying: false });
          restoreWeights(tf, plain.model, start);
          const plainLosses = epochs.map((batch) => plain.step(batch));
          expect(largestDifference(losses, plainLosses)).toBeLessThan(1e-5);
          expect(largestDifference(weightsOf(whole), weightsOf(plain))).toBeLessThan(1e-5);
          const before = begin();
          restoreWeights(tf, before.model, start);
          for (const batch of epochs.slice(0, 3)) before.step(batch);
          const { weights, optimizer } = before.encode();
          const after = begin({ done: 3, start: decodeOptimizerState(optimizer) });
          restoreWeights(tf, after.model, weights);
          expect(epochs.slice(3).map((batch) => after.step(batch))).toEqual(losses.slice(3));
          expect(after.encode()).toEqual(whole.encode());
        }),
      );
    },
  );
});

function completed(config: Configuration): Configuration {
  return completeConfiguration(trainingParameters, { learningRate: 0.01, batchSize: 8, ...config });
}

function weightsOf({ model }: Learner): number[] {
  return model.getWeights().flatMap((weight) => [...weight.dataSync()]);
}
