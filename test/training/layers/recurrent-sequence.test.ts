import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { randomFor } from '../../../src/statistics/random.ts';
import { loadBackend } from '../../../src/training/backend.ts';
import { fuseRecurrence } from '../../../src/training/layers/fused-recurrence.ts';
import { seekTfjsNode } from '../../../src/training/native/tfjs-node.ts';
import type { Tensor, Variable } from '../../../src/training/tensorflow.ts';

const { tf } = await loadBackend('wasm');
const backends = ['wasm', ...(seekTfjsNode() ? (['native'] as const) : [])] as const;
const random = randomFor('recurrent');

const numbers = (...shape: number[]) =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.next() - 0.5),
    shape,
  );

interface Case {
  readonly cell: 'lstm' | 'gru';
  readonly steps: number;
  readonly features: number;
  readonly units: number;
  readonly batch: number;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly isPadded?: boolean;
}

const cases: readonly Case[] = [
  { cell: 'lstm', steps: 5, features: 3, units: 4, batch: 6 },
  { cell: 'gru', steps: 5, features: 3, units: 4, batch: 6 },
  { cell: 'lstm', steps: 7, features: 1, units: 13, batch: 101, options: { recurrentActivation: 'sigmoid' } },
  { cell: 'gru', steps: 7, features: 9, units: 13, batch: 101, options: { recurrentActivation: 'sigmoid' } },
  { cell: 'lstm', steps: 2, features: 300, units: 2, batch: 1, options: { returnSequences: true } },
  {
    ...{ cell: 'gru', steps: 3, features: 300, units: 2, batch: 4 },
    options: { returnSequences: true, recurrentActivation: 'sigmoid' },
  },
  { cell: 'lstm', steps: 4, features: 5, units: 8, batch: 3, options: { goBackwards: true, useBias: false } },
  {
    ...{ cell: 'gru', steps: 4, features: 5, units: 8, batch: 3 },
    options: { goBackwards: true, useBias: false, recurrentActivation: 'sigmoid' },
  },
  {
    ...{ cell: 'lstm', steps: 4, features: 5, units: 8, batch: 3 },
    options: { goBackwards: true, recurrentDropout: 0.3, recurrentActivation: 'sigmoid' },
  },
  {
    ...{ cell: 'lstm', steps: 6, features: 5, units: 270, batch: 9 },
    options: { returnSequences: true, goBackwards: true, recurrentActivation: 'sigmoid' },
  },
  {
    ...{ cell: 'gru', steps: 6, features: 5, units: 270, batch: 9 },
    options: { returnSequences: true, goBackwards: true },
  },
  {
    ...{ cell: 'lstm', steps: 5, features: 3, units: 4, batch: 6 },
    options: { dropout: 0.4, recurrentDropout: 0.3, returnSequences: true, recurrentActivation: 'sigmoid' },
  },
  {
    ...{ cell: 'gru', steps: 5, features: 3, units: 4, batch: 6 },
    options: { dropout: 0.4, recurrentDropout: 0.3, recurrentActivation: 'sigmoid' },
  },
];

/** A layer, its replacement with the same weights, and masks that depend on the shape alone. */
function layersOf({ cell, features, units, options }: Case) {
  const dropoutFunc = ({ shape }: Tensor, rate: number) =>
    tf.tensor(
      Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, at) => (at % 3 ? 1 / (1 - rate) : 0)),
      shape,
    );
  const gates = cell === 'lstm' ? 4 : 3;
  const weights = [numbers(features, gates * units), numbers(units, gates * units)];
  if (options?.useBias !== false) weights.push(numbers(gates * units));
  return [0, 1].map((place) => {
    const args = {
      units,
      dropoutFunc,
      inputShape: [null, features],
      recurrentInitializer: 'zeros',
      ...options,
    };
    const layer = tf.layers[cell](args as never);
    layer.build([null, null, features] as never);
    layer.setWeights(weights);
    if (place === 1) fuseRecurrence(tf, [layer]);
    return layer;
  });
}

/** Padding before, after and between the steps, and rows of nothing else. */
function presentSteps({ batch, steps }: Case): Tensor {
  const isPresent = (row: number, step: number) =>
    [step < row % steps, step >= row % steps, step !== row % steps, true][row % 4] ?? false;
  const flags = Array.from({ length: batch * steps }, (_, at) =>
    Number(isPresent(Math.floor(at / steps), at % steps)),
  );
  return tf.tensor(flags, [batch, steps], 'float32');
}

/** The largest difference, as a share of the largest value. */
function largestGap(a: Tensor, b: Tensor): number {
  expect(a.shape).toEqual(b.shape);
  const gap = tf.max(tf.abs(tf.sub(a, b))).dataSync()[0] as number;
  return gap / Math.max(tf.max(tf.abs(a)).dataSync()[0] as number, 1e-3);
}

interface Expected {
  readonly x: number[];
  readonly dy: number[];
  readonly y: number[];
  readonly dx: number[];
  readonly weights: number[][];
  readonly dWeights: number[][];
}

const file = new URL('../../fixtures/recurrent/pytorch.json', import.meta.url);
const pytorch = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly [size in 'steps' | 'batch' | 'features' | 'units']: number;
} & { readonly [cell in 'lstm' | 'gru']: Expected };

describe.each(backends)('a recurrent layer as one kernel on %s', (name) => {
  beforeAll(async () => {
    await loadBackend(name);
  });

  test.each([...cases, ...cases.map((each) => ({ ...each, isPadded: true }))])(
    'is the stock layer, and so are its gradients: $cell $steps $features $units $batch $options $isPadded',
    (each) => {
      tf.tidy(() => {
        const x = numbers(each.batch, each.steps, each.features);
        const mask = each.isPadded ? presentSteps(each) : undefined;
        const [stock, ours] = layersOf(each).map((layer) => {
          const weights = layer.trainableWeights.map((weight) => weight.read() as Variable);
          const apply = (given: Tensor) => layer.call(given, { training: true, mask } as never) as Tensor;
          const loss = (given: Tensor) => {
            const y = apply(given);
            return tf.sum(tf.mul(y, tf.cos(tf.reshape(tf.range(0, y.size), y.shape))));
          };
          const { grads } = tf.variableGrads(() => loss(x) as never, weights);
          const dx = tf.grad(loss as never)(x) as Tensor;
          const y = layer.call(x, { training: false, mask } as never) as Tensor;
          return [y, apply(x), dx, ...weights.map((weight) => grads[weight.name] as Tensor)];
        }) as [Tensor[], Tensor[]];
        stock.forEach((value, index) => {
          expect(largestGap(value, ours[index] as Tensor), `${index}`).toBeLessThan(2e-5);
        });
      });
    },
  );

  test.each(['lstm', 'gru'] as const)('%s has the states and gradients of PyTorch', (cell) => {
    const { steps, batch, features, units } = pytorch;
    const { x, dy, y, dx, weights, dWeights } = pytorch[cell];
    const sums = (cell === 'lstm' ? 4 : 3) * units;
    const layer = tf.layers[cell]({ units, recurrentActivation: 'sigmoid', returnSequences: true });
    layer.build([null, null, features] as never);
    const shapes = [[features, sums], [units, sums], [sums]];
    layer.setWeights(weights.map((each, index) => tf.tensor(each, shapes[index] as number[])));
    fuseRecurrence(tf, [layer]);
    const variables = layer.trainableWeights.map((weight) => weight.read() as Variable);
    const factors = tf.tensor(dy, [batch, steps, units]);
    const loss = (given: Tensor) => tf.sum(tf.mul(layer.call(given, {}) as Tensor, factors));
    const input = tf.tensor(x, [batch, steps, features]);
    const { grads } = tf.variableGrads(() => loss(input) as never, variables);
    const found = [
      layer.call(input, {}) as Tensor,
      tf.grad(loss as never)(input) as Tensor,
      ...variables.map(({ name }) => grads[name] as Tensor),
    ];
    [y, dx, ...dWeights].forEach((expected, index) => {
      const values = (found[index] as Tensor).dataSync();
      expect(values).toHaveLength(expected.length);
      expected.forEach((value, at) => {
        expect(Math.abs((values[at] as number) - value)).toBeLessThan(2e-6);
      });
    });
  });
});
