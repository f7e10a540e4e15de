import { describe, expect, test } from 'vitest';
import type { OwnMetric } from '../../../src/metrics/own-metric.ts';
import { trainModels } from '../../../src/training/folds/train-models.ts';
import type { EpochEnd, ModelFamily } from '../../../src/training/models/model-family.ts';
import { onEachBackend } from '../each-backend.ts';
import { linearTarget, separableBlobs } from '../example-data.ts';
import {
  denseModel,
  familyOf,
  fingerprint,
  type Given,
  randomTrial,
  run,
  trialInput,
} from '../example-trial.ts';

const mistakes: OwnMetric = {
  name: 'mistakes',
  direction: 'minimize',
  compute: ({ predictions, targets }) =>
    (predictions as Float64Array[]).filter(
      (row, at) => row.indexOf(Math.max(...row)) !== (targets[at] as number),
    ).length,
};

const withMetric = (metric: OwnMetric): Given => ({
  ...randomTrial,
  family: { ...(randomTrial.family as ModelFamily), metrics: [metric] },
  objective: { metric: 'valMistakes', direction: metric.direction },
});

await onEachBackend((backend) => {
  describe('a module’s own metrics', () => {
    test('are measured in every epoch, and rank as the objective', async () => {
      const { outcome, history } = await run(backend, withMetric(mistakes));
      const rows = separableBlobs().splits.validation.rows;
      for (const { metrics } of history) {
        expect(metrics.valMistakes).toBeCloseTo(rows * (1 - (metrics.valAccuracy as number)), 9);
      }
      const least = Math.min(...history.slice(1).map(({ metrics }) => metrics.valMistakes as number));
      expect(outcome).toMatchObject({ state: 'complete', value: least });
    });

    test('stop early in their own direction', async () => {
      const given = withMetric({
        ...mistakes,
        direction: 'maximize',
        compute: ({ targets }) => -targets.length,
      });
      const { history } = await run(backend, { ...given, training: { maxEpochs: 20, patience: 2 } });
      expect(history).toHaveLength(1 + 3);
    });

    test('that fail end the trial with their reason', async () => {
      const failing = withMetric({
        ...mistakes,
        compute: () => {
          throw new Error("metric 'mistakes' of the module: no luck (model.mjs:3)");
        },
      });
      expect((await run(backend, failing)).outcome).toMatchObject({
        state: 'failed',
        failure: { kind: 'crash', message: "metric 'mistakes' of the module: no luck (model.mjs:3)" },
      });
    });
  });

  describe('the validation value of a module’s own loss', () => {
    const absolute: ModelFamily = {
      ...familyOf((input) => denseModel(input, { kernelInitializer: 'zeros' })),
      loss: ({ tf, outputs, targets }) => tf.mean(tf.abs(tf.sub(outputs, targets))),
    };
    const objective = { metric: 'valOwnLoss', direction: 'minimize' } as const;

    test('is recorded for each epoch, in the units of the loss, and can be the objective', async () => {
      const std = 4;
      const { outcome, history } = await run(backend, {
        dataset: linearTarget(std),
        family: absolute,
        config: { learningRate: 0.05 },
        objective,
      });
      for (const { metrics } of history) {
        expect(metrics.valOwnLoss).toBeCloseTo((metrics.valMae as number) / std, 5);
      }
      expect(outcome).toMatchObject({ value: history.at(-1)?.metrics.valOwnLoss });
    });

    test('is absent without such a loss', async () => {
      const { history } = await run(backend, randomTrial);
      expect(history[0]?.metrics).not.toHaveProperty('valOwnLoss');
    });
  });

  describe('onEpochEnd', () => {
    const listening = (onEpochEnd: ModelFamily['onEpochEnd'] & object): Given => ({
      ...randomTrial,
      family: { ...(randomTrial.family as ModelFamily), onEpochEnd },
    });

    test('hears each epoch once, with its metrics and the configuration', async () => {
      const heard: EpochEnd[] = [];
      const { history } = await run(
        backend,
        listening((ended) => {
          heard.push(ended);
        }),
      );
      expect(heard.map(({ epoch, metrics }) => ({ epoch, metrics }))).toEqual(history.slice(1));
      expect(heard[0]?.config).toMatchObject({ units: 6 });
    });

    test('cannot change the training, whatever it draws or changes', async () => {
      const plain = fingerprint(await run(backend, randomTrial));
      const meddling = listening(({ metrics, config }) => {
        Math.random();
        Object.assign(metrics, { valLoss: 0 });
        Object.assign(config, { learningRate: 100 });
      });
      expect(fingerprint(await run(backend, meddling))).toBe(plain);
    });

    test('is waited for before the next epoch', async () => {
      const plain = fingerprint(await run(backend, randomTrial));
      const heard: string[] = [];
      const slow = listening(async ({ epoch }) => {
        heard.push(`begins ${epoch}`);
        for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
        Math.random();
        heard.push(`ends ${epoch}`);
      });
      expect(fingerprint(await run(backend, slow))).toBe(plain);
      expect(heard.slice(0, 4)).toEqual(['begins 1', 'ends 1', 'begins 2', 'ends 2']);
    });

    test('fails the trial with its error, thrown or rejected', async () => {
      const throwing = listening(() => {
        throw new Error('no disk');
      });
      const rejecting = listening(async ({ epoch }) => {
        if (epoch === 2) throw new Error('no answer');
      });
      const crash = (message: string, epochs: number) => ({
        ...{ state: 'failed', epochs },
        failure: { kind: 'crash', message: expect.stringContaining(message) },
      });
      expect((await run(backend, throwing)).outcome).toMatchObject(crash('onEpochEnd: no disk', 1));
      expect((await run(backend, rejecting)).outcome).toMatchObject(crash('onEpochEnd: no answer', 2));
    });

    test('hears of a resumed training only the epochs from there on', async () => {
      const heard: number[] = [];
      const given = listening(({ epoch }) => {
        heard.push(epoch);
      });
      const hooks = {
        onEpoch: () => {},
        shouldStop: () => false,
        readFold: async () => undefined,
        saveFold: async () => {},
      };
      const input = trialInput(backend, given);
      const { parked } = await trainModels({ ...input, until: 2 }, hooks);
      expect(heard).toEqual([1, 2]);
      await trainModels({ ...input, parked }, hooks);
      expect(heard).toEqual([1, 2, 3]);
    });
  });
});
