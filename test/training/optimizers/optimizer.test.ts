import { describe, expect, test } from 'vitest';
import type { Value } from '../../../src/study/distribution.ts';
import type { Backend } from '../../../src/training/backend.ts';
import { createHeapOptimizer } from '../../../src/training/optimizers/heap-optimizer.ts';
import type { OptimizerInput } from '../../../src/training/optimizers/optimizer.ts';
import { createTensorOptimizer } from '../../../src/training/optimizers/tensor-optimizer.ts';
import { releasing } from '../../../src/training/release.ts';
import type { Tensor, Tf, Variable } from '../../../src/training/tensorflow.ts';
import { onEachBackend } from '../each-backend.ts';

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

function adam(rate: number, beta2 = 0.999): Formula {
  let m = 0;
  let v = 0;
  return (g, t) => {
    m = 0.9 * m + 0.1 * g;
    v = beta2 * v + (1 - beta2) * g * g;
    return (rate * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - beta2 ** t)) + 1e-7);
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

/** Takes a step by these gradients. */
type Apply = (gradients: readonly (Tensor | undefined)[]) => void;
type CreateOptimizer = (
  config: Config,
  variables: readonly Variable[],
  further?: Pick<OptimizerInput, 'decay' | 'factors'>,
) => Apply;

/** Every implementation that a backend has: by tensor operations, and on the heap where there is one. */
function implementationsOf({ tf, machine }: Backend): { name: string; create: CreateOptimizer }[] {
  const rateOf = (config: Config) => () => config.learningRate as number;
  const tensor: CreateOptimizer = (config, variables, further) => {
    const optimizer = createTensorOptimizer(tf, { config, variables, rate: rateOf(config), ...further });
    return (given) => tf.tidy(() => optimizer.apply(given));
  };
  if (machine === undefined) return [{ name: 'createTensorOptimizer', create: tensor }];
  const heap: CreateOptimizer = (config, variables, further) => {
    const optimizer = createHeapOptimizer(
      { tf, machine },
      { config, variables, rate: rateOf(config), ...further },
    );
    return (given) => optimizer.apply(given.map((each) => each && machine.address(each)));
  };
  return [
    { name: 'createTensorOptimizer', create: tensor },
    { name: 'createHeapOptimizer', create: heap },
  ];
}

/** The same walk by the optimizer, the three numbers in two variables. */
function optimize(tf: Tf, create: CreateOptimizer, config: Config): Promise<number[][]> {
  return releasing(tf, async () => {
    const variables = variablesOf(tf, start);
    const apply = create(config, variables);
    return gradients.map((step) => {
      tf.tidy(() => apply(gradientsOf(tf, step)));
      return variables.flatMap((variable) => [...variable.dataSync()]);
    });
  });
}

/** Where one step leads from zero. */
function stepOnce(
  tf: Tf,
  create: CreateOptimizer,
  config: Config,
  gradient: readonly number[],
): Promise<number[]> {
  return releasing(tf, async () => {
    const variable = tf.variable(tf.zeros([gradient.length]));
    create(config, [variable])([tf.tensor1d([...gradient])]);
    return [...variable.dataSync()];
  });
}

function gradientsOf(tf: Tf, step: readonly number[]): Tensor[] {
  return [tf.tensor1d(step.slice(0, 2)), tf.scalar(step[2] as number)];
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
    title: 'adam with a short memory',
    config: { optimizer: 'adam', beta2: 0.95 },
    path: walk(() => adam(rate, 0.95)),
  },
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

await onEachBackend((backend) => {
  const { tf } = backend;
  describe.each(implementationsOf(backend))('$name', ({ create }) => {
    test.each(cases)('takes the steps of the formula of $title', async ({ config, path }) => {
      expectSamePath(await optimize(tf, create, { learningRate: rate, ...config }), path);
    });

    test('sgd, by hand', async () => {
      // v: (0.3, −0.4, 1.2), (3.15, −0.2, −3.4), (1.555, −0.09, −1.68).
      const path = await optimize(tf, create, { optimizer: 'sgd', learningRate: 0.1, momentum: 0.5 });
      expectSamePath(path, [
        [0.97, -1.96, 0.38],
        [0.655, -1.94, 0.72],
        [0.4995, -1.931, 0.888],
      ]);
    });

    test('adam’s first step is the learning rate in the direction of the gradient, however large that is', async () => {
      for (const factor of [1e-4, 1, 1e4]) {
        const config = { optimizer: 'adam', learningRate: 0.25 };
        const [up, down] = await stepOnce(tf, create, config, [factor, -2 * factor]);
        expect(up).toBeCloseTo(-0.25, 3);
        expect(down).toBeCloseTo(0.25, 3);
      }
    });

    test('1 − decay is subtracted before it is rounded: the first slots are those of torch', async () => {
      // torch.optim.RMSprop(alpha=0.9), g = 0.75: θ = −0.01 · 0.75 / (√(0.1 · 0.5625) + 1e-7), whose last digits tell.
      const [rms] = await stepOnce(tf, create, { optimizer: 'rmsprop', learningRate: 0.01 }, [0.75, 0]);
      expect(Math.abs((rms as number) / -0.0316227633 - 1)).toBeLessThan(3e-7);
      // One step of Adam by g = 1e-4, so that ε weighs: −0.25 / (1 + 1e-7 / 1e-4).
      const [adam] = await stepOnce(tf, create, { optimizer: 'adam', learningRate: 0.25 }, [1e-4, 0]);
      expect(Math.abs((adam as number) / (-0.25 / 1.001) - 1)).toBeLessThan(3e-7);
    });

    test('clipping takes the norm over all variables and keeps the direction', async () => {
      const [first = []] = await optimize(tf, create, { optimizer: 'sgd', learningRate: 1, clipNorm: 0.13 });
      // The first gradient (0.3, −0.4, 1.2) has the norm 1.3: a tenth of it is taken.
      expectSamePath([first], [[1 - 0.03, -2 + 0.04, 0.5 - 0.12]]);
    });

    test('a variable’s own factors scale its rate and its decay, and the decay has a factor of its own each step', () =>
      releasing(tf, async () => {
        const variables = [tf.variable(tf.scalar(2)), tf.variable(tf.scalar(2))];
        const factors = new Map([[variables[0] as Variable, { rate: 0.5, decay: 3 }]]);
        const config = { optimizer: 'sgd', learningRate: 0.1, weightDecay: 0.2 };
        const decay = (step: number) => 1 / step;
        const apply = create(config, variables, { decay, factors });
        const values = () => variables.map((variable) => variable.dataSync()[0] as number);
        apply([tf.scalar(1), tf.scalar(1)]);
        const first = [2 * (1 - 0.06) - 0.05, 2 * (1 - 0.02) - 0.1];
        expectSamePath([values()], [first]);
        apply([tf.scalar(1), tf.scalar(1)]);
        const [one = 0, other = 0] = first;
        expectSamePath([values()], [[one * (1 - 0.03) - 0.05, other * (1 - 0.01) - 0.1]]);
      }));

    test('a gradient of zero is not divided by', async () => {
      for (const optimizer of ['sgd', 'rmsprop', 'adam', 'adamw']) {
        const config = { optimizer, learningRate: 0.1, clipNorm: 1 };
        expect(await stepOnce(tf, create, config, [0, 0])).toEqual([0, 0]);
      }
    });

    test('a variable of any length is changed to its end, and nothing beyond it', () =>
      releasing(tf, async () => {
        for (let length = 1; length <= 9; length++) {
          const variables = [0, 1, 2].map(() => tf.variable(tf.ones([length])));
          const apply = create({ optimizer: 'sgd', learningRate: 1 }, variables);
          apply([undefined, tf.fill([length], 0.25), undefined]);
          const values = variables.map((variable) => [...variable.dataSync()]);
          const [still, moved] = [1, 0.75].map((value) => new Array<number>(length).fill(value));
          expect(values).toEqual([still, moved, still]);
        }
      }));

    test('a variable without a gradient stays as it is', () =>
      releasing(tf, async () => {
        const [still, moved] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(1))];
        const config = { optimizer: 'adam', learningRate: 0.1, weightDecay: 0.5 };
        create(config, [still, moved])([undefined, tf.scalar(3)]);
        expect(still.dataSync()[0]).toBe(1);
        expect(moved.dataSync()[0]).toBeLessThan(1);
      }));

    test.each(cases)('$title holds its slots and no more, and gives them back', async ({ config }) => {
      const before = tf.memory().numTensors;
      await releasing(tf, async () => {
        const variables = variablesOf(tf, start);
        const apply = create({ learningRate: rate, ...config }, variables);
        const step = () => tf.tidy(() => apply(gradientsOf(tf, [1, 2, 3])));
        step();
        const afterOne = tf.memory().numTensors;
        for (let count = 0; count < 50; count++) step();
        expect(tf.memory().numTensors).toBe(afterOne);
      });
      expect(tf.memory().numTensors).toBe(before);
    });
  });
});
