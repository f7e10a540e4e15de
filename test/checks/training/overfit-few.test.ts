import { describe, expect, test } from 'vitest';
import { layersOn } from '../../../src/checks/training/memorising/module-layers.ts';
import { overfitFew } from '../../../src/checks/training/memorising/overfit-few.ts';
import { linear } from '../../../src/training/models/linear.ts';
import { mlp } from '../../../src/training/models/mlp.ts';
import type { BuildInput, ModelFamily } from '../../../src/training/models/model-family.ts';
import { leastLoss } from '../../../src/training/probes/least-loss.ts';
import type { Tensor } from '../../../src/training/tensorflow.ts';
import { atOnce } from '../../training/example-trial.ts';
import { backend, layerOf } from '../model/given-context.ts';
import { type Given, givenContext, verdictOn } from './given-context.ts';

const { tf } = backend;
const mass: Given = { data: { source: 'penguins', target: 'bodyMassGrams' } };

/** A small net with layers of the user's own, and options of the hidden layer. */
const netWith = (layers: (input: BuildInput) => ReturnType<typeof layerOf>[], options = {}): ModelFamily => ({
  parameters: mlp.parameters,
  build: (input) =>
    input.tf.sequential({
      layers: [
        input.tf.layers.dense({
          ...{ units: 16, activation: 'relu', inputShape: [...input.data.inputShape], name: 'hidden' },
          ...options,
        }),
        ...layers(input),
        input.tf.layers.dense({ units: input.data.outputs }),
      ],
    }),
});

describe('regularisers in the module’s own layers', () => {
  const { l2 } = tf.regularizers;

  test('are off: dropout, noise and penalties', async () => {
    const family = netWith(
      () => [
        tf.layers.dropout({ rate: 0.9, name: 'drop' }),
        tf.layers.gaussianNoise({ stddev: 300, name: 'noise' }),
      ],
      { kernelRegularizer: l2({ l2: 100 }) },
    );
    const { status, message } = await verdictOn(overfitFew, { family });
    expect({ status, message }).toEqual({
      status: 'pass',
      message: expect.stringMatching(/\(off in the module too: drop, noise, hidden\)/),
    });
  });

  test('of a class of the user’s own cannot be switched off, and are named', async () => {
    const family = netWith(() => [
      layerOf(tf, (input, training) => (training ? tf.dropout(input, 0.5) : input)),
    ]);
    const context = await givenContext({ family });
    expect(await layersOn(context, family)).toMatch(
      /^, but for layer given_\w+, which is random in training$/,
    );
    expect(await layersOn(context, mlp)).toBe('');
  });
});

describe('labels beside predictions', () => {
  test('are the classes’ probabilities, and the names of both', async () => {
    const [lines, text] = (await verdictOn(overfitFew)).exhibits ?? [];
    if (lines?.kind !== 'lines' || text?.kind !== 'text') throw new Error('no exhibits');
    const [label, prediction] = lines.series;
    expect(label?.values).toEqual(Array(8).fill(1));
    expect(Math.min(...(prediction?.values ?? []))).toBeGreaterThan(0.7);
    expect(text.lines).toHaveLength(8);
    for (const line of text.lines) expect(line).toMatch(/^row \d+: (\w+), predicted \1 \((0\.\d+|1)\)$/);
  });

  test('are values in the target’s own units, in order', async () => {
    const [lines] = (await verdictOn(overfitFew, mass)).exhibits ?? [];
    if (lines?.kind !== 'lines') throw new Error('no lines');
    const [label = { values: [] }, prediction = { values: [] }] = lines.series;
    expect(label.values).toEqual([...label.values].sort((one, other) => one - other));
    expect(label.values[0]).toBeGreaterThan(2000);
    const off = prediction.values.map((value, at) => Math.abs(value - (label.values[at] as number)));
    expect(Math.max(...off)).toBeLessThan(300);
  });
});

describe('a loss of the module’s own', () => {
  const smoothing = (share: number): ModelFamily => ({
    ...mlp,
    loss: ({ outputs, targets }) => {
      const smoothed = tf.add(tf.mul(targets, 1 - share), share / 3);
      return tf.neg(tf.mean(tf.sum(tf.mul(smoothed, tf.logSoftmax(outputs)), -1)));
    },
  });

  test('must come near the least that it can reach', async () => {
    const { status, message, numbers = {} } = await verdictOn(overfitFew, { family: smoothing(0.3) });
    expect(status).toBe('pass');
    expect(message).toMatch(/the module’s own loss 0\.\d+, at the least 0\.639$/);
    // The entropy of 0.8, 0.1 and 0.1.
    expect(numbers.leastOwnLoss).toBeCloseTo(-0.8 * Math.log(0.8) - 0.2 * Math.log(0.1), 4);
    // Classes are told apart long before: a model that cannot do more than that has not memorised them.
    const timid = {
      ...mlp,
      loss: smoothing(0.3).loss,
      build: (input: BuildInput) => limited(input),
    } as ModelFamily;
    expect(await verdictOn(overfitFew, { family: timid })).toMatchObject({ status: 'fail' });
  });

  test('that keeps probabilities low is warned of where valLoss judges', async () => {
    const family = smoothing(0.9);
    expect(await verdictOn(overfitFew, { family })).toMatchObject({
      status: 'warn',
      message: expect.stringMatching(/valLoss is still 0\.916: labels have a probability of 0\.4$/),
    });
    const context = await givenContext({ family });
    const objective = { metric: 'valAccuracy', direction: 'maximize' } as const;
    const judged = { ...context, spec: { ...context.spec, objective } };
    expect(await verdictOn(overfitFew, judged)).toMatchObject({ status: 'pass' });
  });
});

/** Logits between −0.5 and 0.5: right and unsure. */
function limited(input: BuildInput) {
  const model = atOnce(linear.build(input));
  return input.tf.sequential({
    layers: [model, layerOf(input.tf, (outputs) => input.tf.mul(0.5, input.tf.tanh(outputs)))],
  });
}

test('the least loss of free outputs is that of the formula', () => {
  const targets = { values: Float32Array.of(1, -2, 0.5), width: 1 };
  const absolute = (outputs: Tensor, wanted: Tensor) => tf.mean(tf.abs(tf.sub(outputs, wanted))) as Tensor;
  const { start, least, outputs } = leastLoss(tf, absolute, { targets });
  expect(start).toBeCloseTo(3.5 / 3, 6);
  expect(least).toBeLessThan(0.02);
  outputs.values.forEach((value, at) => {
    expect(value).toBeCloseTo(targets.values[at] as number, 1);
  });
});

test('of one input, as many examples are memorised as a line has points', async () => {
  const change: Given['change'] = (dataset) => {
    const only = ({ x, rows, ...rest }: (typeof dataset.splits)['train']) => ({
      ...rest,
      rows,
      x: Float32Array.from({ length: rows }, (_, row) => x[(row * x.length) / rows] as number),
    });
    const { train, validation, test: last } = dataset.splits;
    return {
      ...dataset,
      inputShape: [1],
      splits: { train: only(train), validation: only(validation), test: only(last) },
    };
  };
  const { status, numbers } = await verdictOn(overfitFew, { ...mass, change });
  expect({ status, examples: numbers?.examples }).toEqual({ status: 'pass', examples: 2 });
});
