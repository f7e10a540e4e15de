import { describe, expect, test } from 'vitest';
import { createFactor, createSchedule, finalRate } from '../../../src/training/optimizers/schedule.ts';
import { releasing } from '../../../src/training/release.ts';
import { onEachBackend } from '../each-backend.ts';
import { datasetOf } from '../example-data.ts';
import { learnerOf } from '../example-learner.ts';
import { completed, denseModel, familyOf, run } from '../example-trial.ts';

const rates = (config: Parameters<typeof createSchedule>[0], steps: number) =>
  Array.from({ length: steps }, (_, index) => createSchedule(config)(index + 1, steps));

function expectRates(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, rate] of expected.entries()) expect(actual[index]).toBeCloseTo(rate, 12);
}

describe('createFactor', () => {
  test('is 1 throughout, or flat and then half a cosine wave down to 0', () => {
    const factors = (name: string | undefined) => [1, 2, 3, 4].map((step) => createFactor(name)(step, 4));
    expect(factors('constant')).toEqual([1, 1, 1, 1]);
    expect(factors(undefined)).toEqual([1, 1, 1, 1]);
    // In the middle of steps 3 and 4, a quarter and three quarters of the wave are over.
    expectRates(factors('flatCosine'), [1, 1, (1 + Math.SQRT1_2) / 2, (1 - Math.SQRT1_2) / 2]);
  });
});

describe('createSchedule', () => {
  test('constant is the learning rate, and so is a configuration without a schedule', () => {
    expect(rates({ learningRate: 0.3, schedule: 'constant', scheduleFactor: 0.1 }, 3)).toEqual([
      0.3, 0.3, 0.3,
    ]);
    expect(rates({ learningRate: 0.3 }, 2)).toEqual([0.3, 0.3]);
  });

  test('cosine goes from the learning rate down to its share along half a wave', () => {
    // 2 · (¼ + ¾ (1 + cos πs) / 2) at s = 0, ¼, ½, ¾, 1; cos(π/4) = √½.
    const root = Math.SQRT1_2;
    expectRates(rates({ learningRate: 2, schedule: 'cosine', scheduleFactor: 0.25 }, 5), [
      2,
      0.5 + 0.75 * (1 + root),
      1.25,
      0.5 + 0.75 * (1 - root),
      0.5,
    ]);
  });

  test('cosine ends at nothing when the share is nothing, and at the rate when it is everything', () => {
    expectRates(rates({ learningRate: 1, schedule: 'cosine', scheduleFactor: 0 }, 3), [1, 0.5, 0]);
    expectRates(rates({ learningRate: 1, schedule: 'cosine', scheduleFactor: 1 }, 3), [1, 1, 1]);
  });

  test('coslog4 rises and falls four times, over 1, 2, 4 and 8 fifteenths of the steps', () => {
    const steps = 15_000;
    const schedule = createSchedule({ learningRate: 0.04, schedule: 'coslog4' });
    for (const end of [0, 1, 3, 7, 15]) {
      const step = Math.min(Math.max(end * 1000, 1), steps);
      expect(schedule(step, steps)).toBeLessThan(1e-6);
    }
    // Each wave is highest where 1 + 15 share is √2 times a power of two.
    for (const power of [1, 2, 4, 8]) {
      const share = (Math.SQRT2 * power - 1) / 15;
      expect(schedule(Math.round(share * steps + 0.5), steps)).toBeCloseTo(0.04, 6);
    }
    expect(finalRate({ learningRate: 0.04, schedule: 'coslog4', scheduleFactor: 0.1 })).toBeCloseTo(
      0.004,
      12,
    );
  });

  test('a training of one step takes it at the learning rate', () => {
    for (const schedule of ['cosine', 'step']) {
      expect(rates({ learningRate: 0.5, schedule, scheduleFactor: 0.1 }, 1)).toEqual([0.5]);
    }
  });

  test('step multiplies after each third of the steps', () => {
    const config = { learningRate: 1, schedule: 'step', scheduleFactor: 0.5 };
    expectRates(rates(config, 6), [1, 1, 0.5, 0.5, 0.25, 0.25]);
    // Thirds of 7 end at 2⅓ and 4⅔.
    expectRates(rates(config, 7), [1, 1, 1, 0.5, 0.5, 0.25, 0.25]);
  });
});

/** A target so far away that the gradient stays what it is while the weight moves. */
function slope() {
  const task = { kind: 'regression', target: 'y', mean: 0, std: 1 } as const;
  return datasetOf(task, [1], { train: { x: [[1], [1], [1]], y: [1e6, 1e6, 1e6] } });
}

await onEachBackend((backend) => {
  const { tf } = backend;
  const learningRate = 1e-6;

  test('a learner takes each step at the schedule’s rate', () =>
    releasing(tf, async () => {
      const model = tf.sequential();
      model.add(tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: 'zeros' }));
      const config = { optimizer: 'sgd', learningRate, schedule: 'step', scheduleFactor: 0.5 };
      const learner = learnerOf(backend, model, slope(), config, { steps: 6 });
      const weight = () => model.getWeights()[0]?.dataSync()[0] as number;
      for (const share of [1, 1, 0.5, 0.5, 0.25, 0.25]) {
        const before = weight();
        learner.step(Int32Array.of(0, 1));
        // The gradient of (w − 10⁶)² is −2·10⁶ while w is small.
        expect(weight() - before).toBeCloseTo(2 * share, 3);
      }
    }));

  test('a trial’s steps are maxEpochs times the batches of its own epochs, the smaller last one counted', async () => {
    const family = familyOf((input) => denseModel(input, { useBias: false, kernelInitializer: 'zeros' }));
    const config = { optimizer: 'sgd', learningRate, batchSize: 2, schedule: 'step', scheduleFactor: 0.5 };
    const trained = await run(backend, { dataset: slope(), family, config, training: { maxEpochs: 3 } });
    const { weights } = completed(trained);
    const weight = new Float32Array(weights.slice(-4).buffer)[0] as number;
    // Two steps at each of 1, ½ and ¼.
    expect(weight).toBeCloseTo(2 * 2 * 1.75, 3);
  });
});
