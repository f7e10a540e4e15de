import { describe, expect, test } from 'vitest';
import { plainSettings } from '../../../src/checks/training/plain-settings.ts';
import type { ModelFamily } from '../../../src/training/models/model-family.ts';
import { type Given, verdictOn } from './given-context.ts';

const withSettings = (settings: Given['config'], data?: Given['data']): Given => ({
  config: { learningRate: 0.01, units: 16, ...settings },
  ...(data && { data }),
});

describe('plain-settings', () => {
  test('has nothing to compare without settings that slow a training down', async () => {
    expect(await verdictOn(plainSettings)).toMatchObject({ status: 'skip' });
  });

  test.each<[string, Given['config']]>([
    ['dropout', { dropout: 0.5 }],
    ['cosine to 0 and clipping', { schedule: 'cosine', scheduleFactor: 0, clipNorm: 1 }],
    ['a step schedule', { schedule: 'step', scheduleFactor: 0.1, weightDecay: 0.01 }],
  ])('passes for %s of a usual size, and says both gains', async (_, settings) => {
    const { status, message, numbers = {} } = await verdictOn(plainSettings, withSettings(settings));
    expect({ status, message }).toEqual({
      status: 'pass',
      message: expect.stringMatching(
        /gains 0\.\d+ of the base rate’s .* and 0\.\d+ with Adam at 0\.01?0?1? and none/,
      ),
    });
    expect(numbers.gain).toBeGreaterThan(0.8 * (numbers.plainGain as number));
  });

  test.each<[string, Given['config'], RegExp]>([
    ['weight decay', { weightDecay: 30 }, /without weightDecay 30$/],
    [
      'one of several settings',
      { clipNorm: 1, dropout: 0.1, labelSmoothing: 0.9 },
      /without labelSmoothing 0\.9$/,
    ],
    [
      'the schedule',
      { schedule: 'step', scheduleFactor: 1e-4 },
      /scheduleFactor 1e-4, 66\.7 % of a trial’s steps/,
    ],
    // 4 × 16 + 16, 16 × 16 + 16 and 16 × 3 + 3 weights; 1e-7 / √403 is 4.98e-9.
    [
      'clipping',
      { clipNorm: 1e-7 },
      /each of 403 weights a gradient of about 4\.98e-9, .* have 4\.74 % of their/,
    ],
    [
      'momentum',
      { optimizer: 'sgd', momentum: 0.999 },
      /momentum 0\.999 sums the gradients of 1000 steps, and a trial has at most 120/,
    ],
  ])('names %s', async (_, settings, named) => {
    const verdict = await verdictOn(plainSettings, withSettings(settings));
    expect(verdict).toMatchObject({ status: 'warn', message: expect.stringMatching(named) });
    expect(verdict.advice).toMatch(/\S/);
  });

  test('names layers of the module', async () => {
    const family: ModelFamily = {
      parameters: {},
      build: ({ tf, data }) =>
        tf.sequential({
          layers: [
            tf.layers.dense({
              ...{ units: 16, activation: 'relu', inputShape: [...data.inputShape], name: 'hidden' },
              kernelRegularizer: tf.regularizers.l2({ l2: 100 }),
            }),
            tf.layers.dense({ units: data.outputs }),
          ],
        }),
    };
    expect(await verdictOn(plainSettings, { family, config: { learningRate: 0.01 } })).toMatchObject({
      status: 'warn',
      message: expect.stringMatching(/without the weight penalties of the module \(hidden\)$/),
    });
  });
});
