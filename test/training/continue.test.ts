import { describe, expect, test } from 'vitest';
import type { Configuration } from '../../src/study/search-space.ts';
import type { Backend } from '../../src/training/backend.ts';
import type { Checkpoint } from '../../src/training/loop/checkpoint.ts';
import type { TrainedTrial } from '../../src/training/loop/train.ts';
import { decodeOptimizerState } from '../../src/training/optimizers/optimizer-state.ts';
import { finalRate } from '../../src/training/optimizers/schedule.ts';
import { releasing } from '../../src/training/release.ts';
import { completeConfiguration, trainingParameters } from '../../src/training/training-parameters.ts';
import { encodeWeights, restoreWeights } from '../../src/training/weights.ts';
import { onEachBackend } from './each-backend.ts';
import { separableBlobs } from './example-data.ts';
import { learnerOf } from './example-learner.ts';
import { completed, denseModel, fingerprint, type Given, randomTrial, run } from './example-trial.ts';

/** The best epoch of a trial, as a store would keep it. */
function checkpointOf(trained: TrainedTrial): Checkpoint {
  const { outcome, weights } = completed(trained);
  const history = trained.history.filter(({ epoch }) => epoch <= outcome.bestEpoch);
  return { weights, optimizer: trained.optimizer, history };
}

/** A trial of three epochs, and one that goes on from it. */
async function continued(backend: Backend, given: Given, changes: Partial<Given> = {}) {
  const first = await run(backend, given);
  const second = { ...given, checkpoint: checkpointOf(first), branch: ['continued', 3], ...changes };
  return { first, second: await run(backend, second) };
}

await onEachBackend((backend) => {
  const { tf, machine } = backend;

  describe('a learner that goes on from weights and an optimizer’s state', () => {
    const dataset = separableBlobs();
    const batches = [0, 1, 2, 3, 4, 5].map((at) =>
      Int32Array.from({ length: 8 }, (_, row) => (7 * at + row) % 45),
    );
    const losses = (config: Configuration, breakAt: number) =>
      releasing(tf, async () => {
        const complete = completeConfiguration(trainingParameters, { learningRate: 0.05, ...config });
        const build = () =>
          denseModel({ tf, config: complete, data: { inputShape: [2], outputs: 3, task: 'classification' } });
        const before = build();
        restoreWeights(tf, before, encodeWeights(before));
        before.setWeights(before.getWeights().map((weight) => tf.ones(weight.shape)));
        const first = learnerOf(backend, before, dataset, complete);
        const seen = batches.slice(0, breakAt).map((rows) => first.step(rows));
        const after = build();
        restoreWeights(tf, after, encodeWeights(before));
        const second = learnerOf({ tf, machine }, after, dataset, complete, {
          start: decodeOptimizerState(first.encode().optimizer),
        });
        const all = [...seen, ...batches.slice(breakAt).map((rows) => second.step(rows))];
        first.release();
        second.release();
        return all;
      });

    test.each(['adam', 'adamw', 'sgd', 'rmsprop'])(
      'meets the losses of one that was never broken off: %s',
      async (optimizer) => {
        const config = { optimizer, momentum: 0.5 };
        expect(await losses(config, 3)).toEqual(await losses(config, 6));
      },
    );
  });

  describe('a continued trial', () => {
    test('has its parent’s epochs up to the best, and counts on', async () => {
      const { first, second } = await continued(backend, randomTrial);
      const best = completed(first).outcome.bestEpoch;
      expect(second.history.slice(0, best + 1)).toEqual(first.history.slice(0, best + 1));
      expect(second.history.map(({ epoch }) => epoch)).toEqual(
        Array.from({ length: best + 4 }, (_, epoch) => epoch),
      );
      expect(second.outcome.epochs).toBe(best + 3);
      const { outcome } = completed(second);
      const values = second.history.slice(1).map(({ metrics }) => metrics.valLoss as number);
      expect(outcome).toMatchObject({
        value: Math.min(...values),
        bestEpoch: values.indexOf(Math.min(...values)) + 1,
      });
    });

    test('is the same bit for bit when it is asked for again, and another in another branch', async () => {
      const [one, again, other] = [
        await continued(backend, randomTrial),
        await continued(backend, randomTrial),
        await continued(backend, randomTrial, { branch: ['continued', 4] }),
      ].map(({ second }) => fingerprint(second));
      expect(again).toBe(one);
      expect(other).not.toBe(one);
    });

    test('keeps its parent’s best where it finds no better one', async () => {
      const config = { ...randomTrial.config, learningRate: 1e-9 };
      const objective = { metric: 'valAccuracy', direction: 'maximize' } as const;
      const { first, second } = await continued(backend, { ...randomTrial, objective }, { config });
      const [parent, child] = [completed(first), completed(second)];
      expect(child.outcome).toMatchObject({
        state: 'complete',
        value: parent.outcome.value,
        bestEpoch: parent.outcome.bestEpoch,
      });
      expect(child.outcome.metrics).toEqual(parent.outcome.metrics);
      expect(child.weights).toEqual(parent.weights);
      expect(second.optimizer).toEqual(first.optimizer);
    });

    test('that is asked to stop is complete, with the best of both', async () => {
      const first = await run(backend, randomTrial);
      const second = await run(
        backend,
        { ...randomTrial, checkpoint: checkpointOf(first), training: { maxEpochs: 50 } },
        { shouldStop: () => true },
      );
      expect(second.outcome).toMatchObject({
        state: 'complete',
        epochs: completed(first).outcome.bestEpoch + 1,
      });
    });

    test('that diverges at once has failed', async () => {
      const config = { ...randomTrial.config, optimizer: 'sgd', learningRate: 1e9 };
      const parent = { ...randomTrial, config: { ...config, learningRate: 0.01 } };
      const { second } = await continued(backend, parent, { config });
      expect(second.outcome).toMatchObject({ state: 'failed', failure: { kind: 'diverged' } });
    });
  });
});

test('the final rate of a schedule is what its last step takes', () => {
  const config = { learningRate: 0.5, scheduleFactor: 0.1 };
  expect(finalRate({ ...config, schedule: 'constant' })).toBe(0.5);
  expect(finalRate({ ...config, schedule: 'cosine' })).toBeCloseTo(0.05, 12);
  expect(finalRate({ ...config, schedule: 'step' })).toBeCloseTo(0.005, 12);
});
