import { describe, expect, test } from 'vitest';
import type { Value } from '../../../src/study/distribution.ts';
import type { Backend } from '../../../src/training/backend.ts';
import { createHeapOptimizer } from '../../../src/training/optimizers/heap-optimizer.ts';
import type { OptimizerState } from '../../../src/training/optimizers/optimizer.ts';
import {
  decodeOptimizerState,
  encodeOptimizerState,
} from '../../../src/training/optimizers/optimizer-state.ts';
import { createTensorOptimizer } from '../../../src/training/optimizers/tensor-optimizer.ts';
import { releasing } from '../../../src/training/release.ts';
import type { Tf, Variable } from '../../../src/training/tensorflow.ts';
import { onEachBackend } from '../each-backend.ts';

type Config = Readonly<Record<string, Value>>;

const start = [1, -2, 0.5];
const gradients = [
  [0.3, -0.4, 1.2],
  [3, 0.1, -4],
  [-0.02, 0.01, 0.02],
  [0.7, 1.3, -0.1],
];

/** Takes a step by the gradient of that number; and says what it remembers. */
interface Walker {
  step(number: number): void;
  state(): OptimizerState;
}

type Create = (config: Config, variables: readonly Variable[], from?: OptimizerState) => Walker;

function implementationsOf({ tf, machine }: Backend): { name: string; create: Create }[] {
  // Another rate at each step, by the step's own number.
  const rate = (step: number) => 0.1 / step;
  const gradient = (step: number) => tf.tensor1d(gradients[step] as number[]);
  const tensor: Create = (config, variables, from) => {
    const optimizer = createTensorOptimizer(tf, { config, variables, rate, start: from });
    return {
      step: (number) => tf.tidy(() => optimizer.apply([gradient(number)])),
      state: () => optimizer.state(),
    };
  };
  if (machine === undefined) return [{ name: 'createTensorOptimizer', create: tensor }];
  const heap: Create = (config, variables, from) => {
    const optimizer = createHeapOptimizer({ tf, machine }, { config, variables, rate, start: from });
    return {
      step: (number) => tf.tidy(() => optimizer.apply([machine.address(gradient(number))])),
      state: () => optimizer.state(),
    };
  };
  return [
    { name: 'createTensorOptimizer', create: tensor },
    { name: 'createHeapOptimizer', create: heap },
  ];
}

function variableOf(tf: Tf, values: ArrayLike<number>): Variable {
  return tf.tidy(() => tf.variable(tf.tensor1d(Array.from(values))));
}

/** Where all steps lead without a break. */
function uninterrupted(tf: Tf, create: Create, config: Config): Promise<number[]> {
  return releasing(tf, async () => {
    const variable = variableOf(tf, start);
    const walker = create(config, [variable]);
    gradients.forEach((_, number) => void walker.step(number));
    return [...variable.dataSync()];
  });
}

/** Where they lead when another optimizer, perhaps of another kind, goes on after the first two. */
function broken(
  tf: Tf,
  [first, second]: readonly [Create, Create],
  config: Config,
  keep = (state: OptimizerState): OptimizerState | undefined =>
    decodeOptimizerState(encodeOptimizerState(state)),
): Promise<number[]> {
  return releasing(tf, async () => {
    const before = variableOf(tf, start);
    const walker = first(config, [before]);
    for (const number of [0, 1]) walker.step(number);
    const after = variableOf(tf, before.dataSync());
    const next = second(config, [after], keep(walker.state()));
    for (const number of [2, 3]) next.step(number);
    return [...after.dataSync()];
  });
}

const configs: Config[] = [
  { optimizer: 'sgd' },
  { optimizer: 'sgd', momentum: 0.9 },
  { optimizer: 'rmsprop' },
  { optimizer: 'rmsprop', momentum: 0.5 },
  { optimizer: 'adam' },
  { optimizer: 'adamw', weightDecay: 0.1, clipNorm: 1 },
];

await onEachBackend((backend) => {
  const { tf } = backend;
  const implementations = implementationsOf(backend);

  describe.each(implementations)('the state of $name', ({ create }) => {
    test.each(configs)('lets another one go on to the same bits: %o', async (config) => {
      expect(await broken(tf, [create, create], config)).toEqual(await uninterrupted(tf, create, config));
    });

    test('matters: without it the steps lead elsewhere', async () => {
      const config = { optimizer: 'adam' };
      const without = await broken(tf, [create, create], config, () => undefined);
      expect(without).not.toEqual(await uninterrupted(tf, create, config));
    });

    test('of other variables is refused', () =>
      releasing(tf, async () => {
        const config = { optimizer: 'adam' };
        const state = create(config, [variableOf(tf, start)]).state();
        const other = [variableOf(tf, [1, 2])];
        const message = "the optimizer's state belongs to another model or optimizer";
        expect(() => create(config, other, state)).toThrow(message);
        expect(() => create({ optimizer: 'sgd' }, [variableOf(tf, start)], state)).toThrow(message);
      }));
  });

  test.runIf(implementations.length > 1).each(configs)(
    'goes from one implementation to the other, in the same order: %o',
    async (config) => {
      const [one, other] = implementations.map(({ create }) => create) as [Create, Create];
      const expected = await uninterrupted(tf, one, config);
      for (const order of [
        [one, other],
        [other, one],
      ] as const) {
        const reached = await broken(tf, order, config);
        // Their roundings differ, and no more.
        reached.forEach((value, index) => void expect(value).toBeCloseTo(expected[index] as number, 5));
      }
    },
  );
});
