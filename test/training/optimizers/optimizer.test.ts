import { describe, expect, test } from 'vitest';
import type { Value } from '../../src/study/distribution.ts';
import { createOptimizer } from '../../src/training/optimizer.ts';
import { releasing } from '../../src/training/release.ts';
import type { Tf, Variable } from '../../src/training/tensorflow.ts';
import { onEachBackend } from './each-backend.ts';

type Config = Readonly<Record<string, Value>>;

const start = [1, -2, 0.5];
/** The gradients of three steps; the second is larger than any clipNorm below, the third smaller. */
const gradients = [
  [0.3, -0.4, 1.2],
  [3, 0, -4],
  [-0.02, 0.01, 0.02],
];

/** One number's change in step t by gradient g: each formula as its paper has it. */
type Formula = (g: number, t: number) => number;

function sgd(rate: number, momentum: number): Formula {
  let v = 0;
  return (g) => {
    v = momentum * v + g;
    return rate * v;
  };
}

function rmsprop(rate: number, momentum: number): Formula {
  let s = 0;
  let v = 0;
  return (g) => {
    s = 0.9 * s + 0.1 * g * g;
    v = momentum * v + (rate * g) / (Math.sqrt(s) + 1e-7);
    return v;
  };
}

function adam(rate: number): Formula {
  let m = 0;
  let v = 0;
  return (g, t) => {
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    return (rate * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-7);
  };
}

/** Where the formula leads, and after how much decay a step and clipping to what norm. */
function walk(formula: () => Formula, { decay = 0, clipNorm = Number.POSITIVE_INFINITY } = {}): number[][] {
  const formulas = start.map(formula);
  let position = start;
  return gradients.map((step, index) => {
    const factor = Math.min(1, clipNorm / Math.hypot(...step));
    position = position.map((each, i) => {
      const change = formulas[i] as Formula;
      return (1 - decay) * each - change((step[i] as number) * factor, index + 1);
    });
    return position;
  });
}

function variablesOf(tf: Tf, values: readonly number[]): Variable[] {
  return tf.tidy(() => [
    tf.variable(tf.tensor1d(values.slice(0, 2))),
    tf.variable(tf.scalar(values[2] as number)),
  ]);
}

/** The same walk by the optimizer, the three numbers in two variables. */
function optimize(tf: Tf, config: Config): number[][] {
  const variables = variablesOf(tf, start);
  const optimizer = createOptimizer(tf, config);
  const path = gradients.map((step) => {
    tf.tidy(() => optimizer.apply(variables, gradientsOf(tf, variables, step)));
    return variables.flatMap((variable) => [...variable.dataSync()]);
  });
  optimizer.dispose();
  tf.dispose(variables);
  return path;
}

/** Where one step leads from zero. */
function stepOnce(tf: Tf, config: Config, gradient: readonly number[]): number[] {
  const variable = tf.tidy(() => tf.variable(tf.zeros([gradient.length])));
  const optimizer = createOptimizer(tf, config);
  tf.tidy(() => optimizer.apply([variable], { [variable.name]: tf.tensor1d([...gradient]) }));
  const reached = [...variable.dataSync()];
  optimizer.dispose();
  variable.dispose();
  return reached;
}

function gradientsOf(tf: Tf, [vector, scalar]: Variable[], step: readonly number[]) {
  return {
    [vector?.name ?? '']: tf.tensor1d(step.slice(0, 2)),
    [scalar?.name ?? '']: tf.scalar(step[2] as number),
  };
}

function expectSamePath(actual: number[][], expected: number[][]): void {
  expect(actual.flat()).toHaveLength(expected.flat().length);
  for (const [index, value] of expected.flat().entries()) expect(actual.flat()[index]).toBeCloseTo(value, 5);
}

const rate = 0.1;
const cases: { title: string; config: Config; path: number[][] }[] = [
  { title: 'sgd', config: { optimizer: 'sgd' }, path: walk(() => sgd(rate, 0)) },
  { title: 'momentum', config: { optimizer: 'sgd', momentum: 0.9 }, path: walk(() => sgd(rate, 0.9)) },
  { title: 'rmsprop', config: { optimizer: 'rmsprop' }, path: walk(() => rmsprop(rate, 0)) },
  {
    title: 'rmsprop with momentum',
    config: { optimizer: 'rmsprop', momentum: 0.5 },
    path: walk(() => rmsprop(rate, 0.5)),
  },
  { title: 'adam', config: { optimizer: 'adam' }, path: walk(() => adam(rate)) },
  {
    title: 'adamw',
    config: { optimizer: 'adamw', weightDecay: 0.4 },
    path: walk(() => adam(rate), { decay: rate * 0.4 }),
  },
  {
    title: 'sgd with momentum and weight decay',
    config: { optimizer: 'sgd', momentum: 0.9, weightDecay: 2 },
    path: walk(() => sgd(rate, 0.9), { decay: rate * 2 }),
  },
  {
    title: 'rmsprop with weight decay',
    config: { optimizer: 'rmsprop', weightDecay: 0.4 },
    path: walk(() => rmsprop(rate, 0), { decay: rate * 0.4 }),
  },
  {
    title: 'sgd clipped to a norm that two of the steps exceed',
    config: { optimizer: 'sgd', clipNorm: 0.65 },
    path: walk(() => sgd(rate, 0), { clipNorm: 0.65 }),
  },
  {
    title: 'adam clipped, with weight decay',
    config: { optimizer: 'adam', clipNorm: 0.65, weightDecay: 0.1 },
    path: walk(() => adam(rate), { clipNorm: 0.65, decay: rate * 0.1 }),
  },
];

await onEachBackend(({ tf }) => {
  describe('createOptimizer', () => {
    test.each(cases)('$title takes the steps of its formula', ({ config, path }) => {
      expectSamePath(optimize(tf, { learningRate: rate, ...config }), path);
    });

    test('sgd, by hand', () => {
      // v: (0.3, −0.4, 1.2), (3.15, −0.2, −3.4), (1.555, −0.09, −1.68).
      const path = optimize(tf, { optimizer: 'sgd', learningRate: 0.1, momentum: 0.5 });
      expectSamePath(path, [
        [0.97, -1.96, 0.38],
        [0.655, -1.94, 0.72],
        [0.4995, -1.931, 0.888],
      ]);
    });

    test('adam’s first step is the learning rate in the direction of the gradient, however large that is', () => {
      for (const factor of [1e-4, 1, 1e4]) {
        const [up, down] = stepOnce(tf, { optimizer: 'adam', learningRate: 0.25 }, [factor, -2 * factor]);
        expect(up).toBeCloseTo(-0.25, 3);
        expect(down).toBeCloseTo(0.25, 3);
      }
    });

    test('clipping takes the norm over all variables and keeps the direction', () => {
      const [first = []] = optimize(tf, { optimizer: 'sgd', learningRate: 1, clipNorm: 0.13 });
      // The first gradient (0.3, −0.4, 1.2) has the norm 1.3: a tenth of it is taken.
      expectSamePath([first], [[1 - 0.03, -2 + 0.04, 0.5 - 0.12]]);
    });

    test('a gradient of zero is not divided by', () => {
      for (const optimizer of ['sgd', 'rmsprop', 'adam', 'adamw']) {
        expect(stepOnce(tf, { optimizer, learningRate: 0.1, clipNorm: 1 }, [0, 0])).toEqual([0, 0]);
      }
    });

    test('a variable without a gradient stays as it is', () =>
      releasing(tf, async () => {
        const [still, moved] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(1))];
        const optimizer = createOptimizer(tf, { optimizer: 'adam', learningRate: 0.1, weightDecay: 0.5 });
        optimizer.apply([still, moved], { [moved.name]: tf.scalar(3) });
        expect(still.dataSync()[0]).toBe(1);
        expect(moved.dataSync()[0]).toBeLessThan(1);
      }));

    test.each(cases)('$title holds its slots and no more, and gives them back', ({ config }) => {
      const before = tf.memory().numTensors;
      const variables = variablesOf(tf, start);
      const optimizer = createOptimizer(tf, { learningRate: rate, ...config });
      const step = () => tf.tidy(() => optimizer.apply(variables, gradientsOf(tf, variables, [1, 2, 3])));
      step();
      const afterOne = tf.memory().numTensors;
      for (let count = 0; count < 50; count++) step();
      expect(tf.memory().numTensors).toBe(afterOne);
      optimizer.dispose();
      tf.dispose(variables);
      expect(tf.memory().numTensors).toBe(before);
    });
  });
});
