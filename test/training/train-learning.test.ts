import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/metrics/evaluate.ts';
import { augmentParameters } from '../../src/study/augment-parameters.ts';
import type { Value } from '../../src/study/distribution.ts';
import { mlp } from '../../src/training/models/mlp.ts';
import { predict } from '../../src/training/predict.ts';
import { trainingParameters } from '../../src/training/training-parameters.ts';
import { onEachBackend } from './each-backend.ts';
import { linearTarget, separableBlobs } from './example-data.ts';
import {
  completed,
  denseModel,
  familyOf,
  fingerprint,
  type Given,
  losses,
  run,
  withRestored,
} from './example-trial.ts';

await onEachBackend((backend) => {
  describe('what is learned', () => {
    test('on a linear target are its true coefficients, in target units', async () => {
      const dataset = linearTarget(4);
      const given: Given = {
        dataset,
        objective: { metric: 'valR2', direction: 'maximize' },
        config: { learningRate: 0.1, batchSize: 20 },
        training: { maxEpochs: 60 },
      };
      const trained = await run(backend, given);
      expect(completed(trained).outcome.value).toBeGreaterThan(0.99);
      await withRestored(backend, given, trained, (model) => {
        const [a, b, bias] = model.getWeights().flatMap((weight) => [...weight.dataSync()]);
        expect(4 * (a as number)).toBeCloseTo(3, 1);
        expect(4 * (b as number)).toBeCloseTo(-2, 1);
        expect(4 * (bias as number) + 5).toBeCloseTo(5, 1);
      });
    });

    test.each([
      [1, 5],
      [7, 10],
      [1000, 30],
    ])('does not need full batches: %i', async (batchSize, maxEpochs) => {
      const { outcome } = await run(backend, {
        dataset: separableBlobs(),
        config: { learningRate: 0.1, batchSize },
        training: { maxEpochs },
      });
      expect(outcome).toMatchObject({ state: 'complete', metrics: { valAccuracy: 1 } });
    });

    test('includes the moving averages of batch normalisation, which are stored too', async () => {
      const family = familyOf(({ tf, data }) =>
        tf.sequential({
          layers: [
            tf.layers.batchNormalization({ inputShape: [...data.inputShape] }),
            tf.layers.dense({ units: data.outputs }),
          ],
        }),
      );
      const dataset = separableBlobs();
      const config = { learningRate: 0.05, batchSize: 9 };
      const given: Given = { family, dataset, config, training: { maxEpochs: 8 } };
      const trained = await run(backend, given);
      await withRestored(backend, given, trained, (model) => {
        const { validation } = dataset.splits;
        const predictions = predict(backend.tf, model, dataset, validation);
        const { loss } = evaluate(dataset.task, predictions, validation.y);
        expect(loss).toBeCloseTo(completed(trained).outcome.value, 6);
      });
    });
  });

  describe('a regulariser in a user’s module', () => {
    /** Σw² of the untrained kernel is seen by build; the loss of an epoch that learns nothing then holds λ Σw². */
    async function firstLoss(l2: number, shape: 'sequential' | 'functional') {
      let squares = 0;
      const family = familyOf((input) => {
        const { tf, data } = input;
        const options = { kernelRegularizer: tf.regularizers.l2({ l2 }) };
        let model = denseModel(input, options);
        if (shape === 'functional') {
          const x = tf.input({ shape: [...data.inputShape] });
          model = tf.model({ inputs: x, outputs: model.apply(x) as never });
        }
        squares = [...(model.getWeights()[0]?.dataSync() ?? [])].reduce((sum, w) => sum + w * w, 0);
        return model;
      });
      const config = { optimizer: 'sgd', learningRate: 1e-20 };
      const trained = await run(backend, {
        family,
        dataset: separableBlobs(),
        config,
        training: { maxEpochs: 1 },
      });
      return { squares, loss: losses(trained)[1]?.[0] as number, state: trained.outcome.state };
    }

    test.each(['sequential', 'functional'] as const)(
      'of a %s model adds itself to the training loss',
      async (shape) => {
        const without = await firstLoss(0, shape);
        const light = await firstLoss(0.5, shape);
        expect(light.loss - without.loss).toBeCloseTo(0.5 * light.squares, 4);
      },
    );

    test('may be as strong as the user likes: it is not taken for divergence', async () => {
      const { loss, squares, state } = await firstLoss(1e4, 'sequential');
      expect(state).toBe('complete');
      expect(loss / (1e4 * squares)).toBeCloseTo(1, 2);
    });
  });

  test('every hyperparameter of the loop changes what is learned', async () => {
    const pairs: Record<string, [Record<string, Value>, Record<string, Value>][]> = {
      learningRate: [[{}, { learningRate: 0.01 }]],
      batchSize: [[{}, { batchSize: 9 }]],
      optimizer: [
        [{}, { optimizer: 'adamw' }],
        [{}, { optimizer: 'sgd' }],
        [{ optimizer: 'sgd' }, { optimizer: 'rmsprop' }],
      ],
      momentum: [
        [{ optimizer: 'sgd' }, { optimizer: 'sgd', momentum: 0.5 }],
        [{ optimizer: 'rmsprop' }, { optimizer: 'rmsprop', momentum: 0.5 }],
      ],
      weightDecay: ['adam', 'adamw', 'sgd', 'rmsprop'].map((optimizer) => [
        { optimizer },
        { optimizer, weightDecay: 0.5 },
      ]),
      weightDecaySchedule: [[{ weightDecay: 0.5 }, { weightDecay: 0.5, weightDecaySchedule: 'flatCosine' }]],
      beta2: [[{}, { beta2: 0.95 }]],
      clipNorm: [[{ optimizer: 'sgd' }, { optimizer: 'sgd', clipNorm: 0.01 }]],
      schedule: [
        [{}, { schedule: 'cosine' }],
        [{}, { schedule: 'step' }],
        [{}, { schedule: 'coslog4' }],
      ],
      scheduleFactor: ['cosine', 'step'].map((schedule) => [{ schedule }, { schedule, scheduleFactor: 0.5 }]),
      dropoutSchedule: [[{ dropout: 0.5 }, { dropout: 0.5, dropoutSchedule: 'flatCosine' }]],
      labelSmoothing: [[{}, { labelSmoothing: 0.1 }]],
    };
    // test/training/augmentation has those that change the rows.
    const others = Object.keys(trainingParameters).filter((name) => !Object.hasOwn(augmentParameters, name));
    expect(Object.keys(pairs)).toEqual(others);
    for (const [name, [usual, other]] of Object.entries(pairs).flatMap(([key, all]) =>
      all.map((pair) => [key, pair] as const),
    )) {
      const given = { dataset: separableBlobs(), ...('dropout' in other && { family: mlp }) };
      const [one, two] = [
        await run(backend, { ...given, config: usual }),
        await run(backend, { ...given, config: other }),
      ];
      expect(fingerprint(two), `${name}: ${JSON.stringify(other)}`).not.toBe(fingerprint(one));
    }
  });
});
