import { describe, expect, test } from 'vitest';
import { classesOf, datasetOf, linearTarget, separableBlobs } from '../../training/example-data.ts';
import { atOnce } from '../../training/example-trial.ts';
import { backend, linearModel, netWith, resultOf } from './given-context.ts';

const zeros = netWith({ output: { kernelInitializer: 'zeros' } });

/** Nine rows of the first class, three of the second, the rest of the third. */
const unbalanced = datasetOf(classesOf(3), [1], {
  train: {
    x: Array.from({ length: 24 }, (_, row) => [row % 2]),
    y: Array.from({ length: 24 }, (_, row) => (row < 9 ? 0 : row < 12 ? 1 : 2)),
  },
});
const shares = [9 / 24, 3 / 24, 12 / 24];
const entropy = -shares.reduce((sum, share) => sum + share * Math.log(share), 0);

describe('initial-loss', () => {
  test('is the entropy of the classes where the last weights are zero', async () => {
    const { status, numbers } = await resultOf('initial-loss', {
      dataset: unbalanced,
      family: { build: zeros },
    });
    expect(status).toBe('pass');
    expect(numbers.loss).toBeCloseTo(entropy, 6);
    expect(numbers.expected).toBeCloseTo(entropy, 6);
  });

  test('is −ln of a class’s share for classes alike', async () => {
    const { numbers } = await resultOf('initial-loss', {
      dataset: separableBlobs(45),
      family: { build: zeros },
    });
    expect(numbers.loss).toBeCloseTo(Math.log(3), 6);
  });

  test('is the target’s variance where the last weights are zero', async () => {
    const dataset = linearTarget(4);
    const { y } = dataset.splits.train;
    const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
    const square = y.reduce((sum, value) => sum + value ** 2, 0) / y.length;
    const { status, numbers } = await resultOf('initial-loss', { dataset, family: { build: zeros } });
    expect(status).toBe('pass');
    // This made-up target’s mean is near 0 and not at it, and the bias starts there.
    expect(numbers.loss).toBeCloseTo(16 * (square - mean ** 2), 4);
    expect(numbers.expected).toBeCloseTo(16 * square, 4);
  });

  test('is too high with large last weights', async () => {
    const kernelInitializer = backend.tf.initializers.randomNormal({ stddev: 20 });
    const { status, message } = await resultOf('initial-loss', {
      family: { build: netWith({ output: { kernelInitializer } }) },
    });
    expect(status).toBe('fail');
    expect(message).toMatch(
      /loss \d+(\.\d+)? of the untrained model; knowing the frequencies of 3 classes loses 1\.1/,
    );
  });

  test('is too low for a model that knows the answer', async () => {
    // The corners of the three classes, as a kernel.
    const build = ({ tf }: { tf: typeof backend.tf }) => {
      const model = atOnce(
        linearModel({
          tf,
          config: {},
          data: { inputShape: [2], outputs: 3, task: 'classification' },
        }),
      );
      model.layers[1]?.setWeights([tf.tensor2d([-4, 4, 0, -4, -4, 4], [2, 3]), tf.tensor1d([-2, -2, 1])]);
      return model;
    };
    const { status, message } = await resultOf('initial-loss', { family: { build } });
    expect(`${status} ${message}`).toMatch(/^warn loss \d\.\d+e-4 /);
  });

  test('that is not a number fails', async () => {
    const build = netWith({
      output: { kernelInitializer: backend.tf.initializers.constant({ value: Number.NaN }) },
    });
    expect((await resultOf('initial-loss', { family: { build } })).status).toBe('fail');
  });
});

describe('base-rate', () => {
  test('is met exactly by the bias that a model is started with', async () => {
    const { status, numbers } = await resultOf('base-rate', {
      dataset: unbalanced,
      family: { build: zeros },
    });
    expect(status).toBe('pass');
    expect(numbers.divergence).toBeCloseTo(0, 6);
  });

  test('is missed by a bias of the user’s own, by the Kullback–Leibler divergence', async () => {
    const biasInitializer = backend.tf.initializers.constant({ value: 0.1 });
    const alike = netWith({ output: { kernelInitializer: 'zeros', biasInitializer } });
    const { numbers } = await resultOf('base-rate', { dataset: unbalanced, family: { build: alike } });
    expect(numbers.divergence).toBeCloseTo(Math.log(3) - entropy, 6);
  });

  test('fails where the bias is counts and not logarithms', async () => {
    const build = netWith({ output: { kernelInitializer: 'zeros' } });
    const counts: typeof build = (input) => {
      const model = atOnce(build(input));
      model.getLayer('output').setWeights([input.tf.zeros([12, 3]), input.tf.tensor1d([9, 3, 12])]);
      return model;
    };
    const { status, exhibits } = await resultOf('base-rate', {
      dataset: unbalanced,
      family: { build: counts },
    });
    expect(status).toBe('fail');
    expect(exhibits[0]).toMatchObject({
      lines: [
        expect.stringMatching(/^class 0: 37\.5 % of the rows, 4\.74 % said/),
        expect.anything(),
        expect.anything(),
      ],
    });
  });

  test('fails where a value’s bias is in the target’s own units', async () => {
    const biasInitializer = backend.tf.initializers.constant({ value: 5 });
    const build = netWith({ output: { biasInitializer } });
    const { status, message } = await resultOf('base-rate', { dataset: linearTarget(4), family: { build } });
    // 5 deviations of 4 above the mean of 5, give or take what the initial weights add.
    expect(status).toBe('fail');
    expect(message).toMatch(/^height is said to be 2\d(\.\d)? on average, and is 5 ± 4$/);
  });
});
