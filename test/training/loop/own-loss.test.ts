import { describe, expect, test } from 'vitest';
import { trainFixed } from '../../../src/training/loop/train-fixed.ts';
import type { ModelFamily } from '../../../src/training/models/model-family.ts';
import type { Tensor } from '../../../src/training/tensorflow.ts';
import { onEachBackend } from '../each-backend.ts';
import { linearTarget, separableBlobs } from '../example-data.ts';
import { completed, denseModel, familyOf, losses, run, trialInput } from '../example-trial.ts';

type OwnLoss = NonNullable<ModelFamily['loss']>;

/** A linear model that starts at its bias alone, and is trained by this loss. */
function withLoss(loss?: OwnLoss): ModelFamily {
  const family = familyOf((input) => denseModel(input, { kernelInitializer: 'zeros' }));
  return loss === undefined ? family : { ...family, loss };
}

const crossEntropy: OwnLoss = ({ tf, outputs, targets }) =>
  tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(outputs as never)), -1)));
const absoluteError: OwnLoss = ({ tf, outputs, targets }) => tf.mean(tf.abs(tf.sub(outputs, targets)));
const squaredError: OwnLoss = ({ tf, outputs, targets }) => tf.mean(tf.squaredDifference(outputs, targets));
const scaled =
  (loss: OwnLoss, factor: number): OwnLoss =>
  (input) =>
    input.tf.mul(loss(input), factor);

/** Too small to move a float32 weight. */
const still = { optimizer: 'sgd', learningRate: 1e-20 };
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

await onEachBackend((backend) => {
  describe('a module’s own loss', () => {
    test('that is the built-in one makes the same steps', async () => {
      const given = { dataset: separableBlobs(), config: { optimizer: 'sgd', learningRate: 0.1 } };
      const own = await run(backend, { ...given, family: withLoss(crossEntropy) });
      const builtIn = await run(backend, { ...given, family: withLoss() });
      losses(own).forEach(([loss, valLoss], epoch) => {
        const [expected, expectedValidation] = losses(builtIn)[epoch] as number[];
        expect(valLoss).toBeCloseTo(expectedValidation as number, 5);
        if (epoch > 0) expect(loss).toBeCloseTo(expected as number, 5);
      });
      expect(completed(own).outcome.metrics.loss).toBeLessThan(1);
    });

    test('is what training reports as its loss; the validation loss stays the built-in one', async () => {
      const dataset = linearTarget(4);
      const trained = await run(backend, { dataset, family: withLoss(absoluteError), config: still });
      const { train, validation } = dataset.splits;
      const start = mean([...train.y]);
      const [loss, valLoss] = losses(trained)[1] as number[];
      expect(loss).toBeCloseTo(mean([...train.y].map((y) => Math.abs(y - start))), 5);
      expect(valLoss).toBeCloseTo(16 * mean([...validation.y].map((y) => (y - start) ** 2)), 4);
    });

    test('gets the configuration', async () => {
      const weighted: OwnLoss = ({ config, ...rest }) =>
        scaled(absoluteError, config.factor as number)({ config, ...rest });
      const family: ModelFamily = {
        ...withLoss(weighted),
        parameters: { factor: { type: 'number', default: 3 } },
      };
      const given = { dataset: linearTarget(), config: still };
      const [byDefault] = losses(await run(backend, { ...given, family })).slice(1);
      const [doubled] = losses(
        await run(backend, { ...given, family, config: { ...still, factor: 6 } }),
      ).slice(1);
      expect(doubled?.[0]).toBeCloseTo(2 * (byDefault?.[0] as number), 4);
    });

    test.each([1e6, 1e-6])('times %f is limited in its own units', async (factor) => {
      const given = { dataset: separableBlobs(), config: { learningRate: 1e-3 } };
      const { outcome } = await run(backend, { ...given, family: withLoss(scaled(crossEntropy, factor)) });
      expect(outcome.state).toBe('complete');
    });

    test('may be below zero', async () => {
      const family = withLoss(({ tf, outputs, targets }) =>
        tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.softmax(outputs as never)), -1))),
      );
      const { outcome } = completed(
        await run(backend, { dataset: separableBlobs(), family, config: { learningRate: 0.05 } }),
      );
      expect(outcome.metrics.loss).toBeLessThan(-0.4);
    });

    test('has diverged a hundred times above that of the untrained model', async () => {
      const dataset = linearTarget();
      const { outcome } = await run(backend, {
        dataset,
        family: withLoss(squaredError),
        config: { optimizer: 'sgd', learningRate: 3.5, batchSize: 60 },
        training: { maxEpochs: 200 },
      });
      if (outcome.state !== 'failed') throw new Error(outcome.state);
      const { train, validation } = dataset.splits;
      const start = mean([...train.y]);
      const limit = 100 * mean([...validation.y].map((y) => (y - start) ** 2));
      expect(outcome.failure.kind).toBe('diverged');
      expect(outcome.failure.message).toContain(`below ${limit.toPrecision(3)}`);
      expect(outcome.epochs).toBeGreaterThan(1);
    });

    test('that is not finite has diverged before the first step', async () => {
      const family = withLoss(({ tf, outputs }) => tf.mean(tf.log(tf.mul(0, outputs))));
      const { outcome } = await run(backend, { dataset: linearTarget(), family });
      expect(outcome).toMatchObject({ epochs: 0, failure: { kind: 'diverged' } });
      expect(outcome).toHaveProperty(
        'failure.message',
        expect.stringMatching(/^loss \S+ of the untrained model/),
      );
      const refit = await trainFixed(trialInput(backend, { dataset: linearTarget(), family }), 2);
      expect(refit).toMatchObject({ message: expect.stringMatching(/^loss \S+ of the untrained model/) });
    });

    test.each<[string, (input: Parameters<OwnLoss>[0]) => unknown, RegExp]>([
      [
        'one value a row',
        ({ tf, outputs, targets }) => tf.mean(tf.squaredDifference(outputs, targets), -1),
        /its loss must return a scalar, and returns the shape \[32\]$/,
      ],
      ['a number', () => 3, /its loss must return a scalar of the given tf, and returns the number 3$/],
      ['nothing', () => undefined, /its loss must return a scalar of the given tf, and returns undefined$/],
      [
        'a count of right answers',
        ({ tf, outputs, targets }) => tf.mean(tf.notEqual(tf.argMax(outputs, -1), tf.argMax(targets, -1))),
        /its loss has no gradient with respect to the outputs: /,
      ],
      [
        'an error',
        () => {
          throw new Error('no luck today');
        },
        /^the model cannot be built: no luck today$/,
      ],
    ])('that returns %s rejects the configuration', async (_, loss, message) => {
      const family = withLoss(loss as (input: Parameters<OwnLoss>[0]) => Tensor);
      const { outcome, history } = await run(backend, { dataset: separableBlobs(), family });
      expect(outcome).toMatchObject({ state: 'failed', epochs: 0, failure: { kind: 'rejected' } });
      expect(outcome).toHaveProperty('failure.message', expect.stringMatching(message));
      expect(history).toEqual([]);
    });
  });
});
