import { describe, expect, test } from 'vitest';
import { blindBaseline } from '../../../src/checks/training/blind-baseline.ts';
import { capacity } from '../../../src/checks/training/capacity.ts';
import { fitsTrainingSet } from '../../../src/checks/training/fits-training-set.ts';
import { lossFalls } from '../../../src/checks/training/loss-falls.ts';
import { overfitFew } from '../../../src/checks/training/memorising/overfit-few.ts';
import { plainSettings } from '../../../src/checks/training/plain-settings.ts';
import { predictionDynamics } from '../../../src/checks/training/prediction-dynamics.ts';
import { simpleBaselines } from '../../../src/checks/training/simple-baselines.ts';
import { trainingChecks } from '../../../src/checks/training-checks.ts';
import { mlp } from '../../../src/training/models/mlp.ts';
import type { BuildInput, ModelFamily } from '../../../src/training/models/model-family.ts';
import { type Given, givenContext, verdictOn, withShuffledTargets } from './given-context.ts';

const mass: Given = { data: { source: 'penguins', target: 'bodyMassGrams' } };

/** A perceptron behind a layer that multiplies each input by one of these numbers, and learns nothing. */
function behindMask(mask: (input: BuildInput) => number[]): ModelFamily {
  return {
    parameters: mlp.parameters,
    build(input) {
      const { tf, config, data } = input;
      const [features = 0] = data.inputShape;
      const weights = [tf.diag(tf.tensor1d(mask(input)))];
      const options = { inputShape: [features], units: features, useBias: false, trainable: false };
      return tf.sequential({
        layers: [
          tf.layers.dense({ ...options, weights }),
          tf.layers.dense({ units: config.units as number, activation: 'relu' }),
          tf.layers.dense({ units: data.outputs }),
        ],
      });
    },
  };
}

const blindfold = behindMask(({ data }) => data.inputShape.flatMap((count) => Array(count).fill(0)));

describe('a sound pipeline', () => {
  test.each<[string, Given]>([
    ['a perceptron on classes', {}],
    ['a perceptron on values', mass],
    ['a linear model on values', { ...mass, model: 'linear', config: { learningRate: 0.03 } }],
  ])('passes all checks: %s', async (_, given) => {
    const context = await givenContext(given);
    for (const check of trainingChecks) {
      const { status, message } = await verdictOn(check, context);
      const needsSize = check === capacity || check === fitsTrainingSet;
      const isSkipped = check === plainSettings || (needsSize && given.model === 'linear');
      expect({ check: check.name, status, message }).toMatchObject({ status: isSkipped ? 'skip' : 'pass' });
    }
  });

  test('says the same again, whatever was checked before', async () => {
    const [one, other] = [await givenContext(), await givenContext()];
    await verdictOn(overfitFew, one);
    await verdictOn(lossFalls, one);
    expect(await verdictOn(simpleBaselines, one)).toEqual(await verdictOn(simpleBaselines, other));
  });
});

describe('targets that have nothing to do with the inputs', () => {
  const shuffled: Given = { data: { source: 'penguins' }, change: withShuffledTargets };

  test('are no better predicted with inputs than on zeros, nor by simpler models, which is no failure', async () => {
    for (const given of [shuffled, { ...shuffled, ...mass }]) {
      const context = await givenContext(given);
      const message = /not better than chance, nor are a linear model, nearest neighbours or a single input$/;
      for (const [check, status] of [
        [blindBaseline, 'warn'],
        [simpleBaselines, 'skip'],
      ] as const) {
        expect(await verdictOn(check, context)).toMatchObject({
          status,
          message: expect.stringMatching(message),
        });
      }
    }
  });

  test('can be memorised all the same', async () => {
    expect(await verdictOn(overfitFew, shuffled)).toMatchObject({ status: 'pass' });
  });
});

describe('a model that does not see its inputs', () => {
  test('cannot memorise a handful of examples, and is as good on zeros', async () => {
    const context = await givenContext({ family: blindfold });
    expect(await verdictOn(overfitFew, context)).toMatchObject({
      status: 'fail',
      message: expect.stringMatching(/^8 examples cannot .* learning rates 0.01, 0.003, 0.03,/),
    });
    expect(await verdictOn(blindBaseline, context)).toMatchObject({ status: 'fail' });
  });

  test('but for one of them, is worse than a linear model', async () => {
    const oneEyed = behindMask(({ data }) =>
      Array.from({ length: data.inputShape[0] ?? 0 }, (_, at) => +(at === 3)),
    );
    expect(
      await verdictOn(simpleBaselines, { ...mass, family: oneEyed, config: { learningRate: 0.05 } }),
    ).toMatchObject({
      status: 'fail',
      message: expect.stringMatching(/by a linear model: .* standard errors worse/),
    });
  });
});

describe('a learning rate', () => {
  const at = (learningRate: number): Given => ({ config: { learningRate, units: 16 } });

  test.each([
    ['too high', 10],
    ['too low', 1e-7],
  ])('that is %s is named, beside one that trains', async (said, learningRate) => {
    const { status, message } = await verdictOn(lossFalls, at(learningRate));
    expect(status).toBe('fail');
    expect(message).toContain(
      `the learning rate ${learningRate === 10 ? '10' : '1e-7'} of the middle of the space is ${said}`,
    );
    expect(message).toMatch(/with Adam at 0.001, the loss falls from/);
  });

  test('that is too low is no reason to doubt the data', async () => {
    expect(await verdictOn(blindBaseline, at(1e-7))).toMatchObject({
      status: 'warn',
      message: expect.stringMatching(/with Adam at 0.001 it is, with loss/),
    });
  });

  test('that lets predictions jump is warned of', async () => {
    const given = { ...mass, config: { learningRate: 0.3, units: 16, batchSize: 8 } };
    expect(await verdictOn(predictionDynamics, given)).toMatchObject({ status: 'warn' });
  });
});

test('a larger model that learns less is warned of', async () => {
  const timid = behindMask(({ config, data }) =>
    Array.from({ length: data.inputShape[0] ?? 0 }, () => ((config.units as number) > 16 ? 0 : 1)),
  );
  expect(await verdictOn(capacity, { family: timid })).toMatchObject({
    status: 'warn',
    message: expect.stringMatching(/with units 16 → 32$/),
  });
});

test('a loss of the module’s own is what falls, and accuracy what is memorised', async () => {
  const family: ModelFamily = {
    ...mlp,
    // Half of the squared distance: it starts near 0.33 for three classes, and not at ln 3.
    loss: ({ tf, outputs, targets }) => tf.mul(0.5, tf.mean(tf.squaredDifference(outputs, targets))),
  };
  const context = await givenContext({ family });
  expect(await verdictOn(overfitFew, context)).toMatchObject({ status: 'pass' });
  const { status, numbers } = await verdictOn(lossFalls, context);
  expect(status).toBe('pass');
  expect(numbers?.lastLoss).toBeLessThan(0.1);
});

test('a handful of validation rows tells nothing', async () => {
  const change: Given['change'] = (dataset) => {
    const { validation } = dataset.splits;
    const few = { ...validation, rows: 5, x: validation.x.slice(0, 20), y: validation.y.slice(0, 5) };
    return { ...dataset, splits: { ...dataset.splits, validation: few } };
  };
  expect(await verdictOn(blindBaseline, { change })).toMatchObject({ status: 'skip' });
});

test('an error of the model’s own code is passed on', async () => {
  const build = () => {
    throw new Error('no such layer');
  };
  const context = await givenContext({ family: { parameters: {}, build }, config: {} });
  for (const check of trainingChecks.filter((each) => each !== capacity)) {
    await expect(Promise.resolve(check.run(context))).rejects.toThrow('no such layer');
  }
});
