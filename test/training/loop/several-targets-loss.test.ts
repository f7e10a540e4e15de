import { expect, test } from 'vitest';
import type { JointTask, MultilabelTask, SingleTask } from '../../../src/study/pipeline.ts';
import { loadBackend } from '../../../src/training/backend.ts';
import { taskLoss } from '../../../src/training/loop/loss.ts';
import type { Tensor } from '../../../src/training/tensorflow.ts';

const { tf } = await loadBackend('cpu');

const price: SingleTask = { kind: 'regression', target: 'price', mean: 0, std: 1 };
const rooms: SingleTask = { kind: 'classification', classes: ['one', 'two', 'three'] };
const joint: JointTask = {
  kind: 'joint',
  parts: [
    { name: 'rooms', weight: 0.8, task: rooms },
    { name: 'price', weight: 0.2, task: price },
  ],
};
const multilabel: MultilabelTask = { kind: 'multilabel', labels: ['a', 'b'] };

/** The loss, and its derivatives by central differences and by TensorFlow.js. */
function derivatives(
  task: JointTask | MultilabelTask,
  outputs: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
  weights?: readonly number[],
) {
  const loss = taskLoss(tf, task);
  const further = weights && { weights: tf.tensor2d(weights.map((weight) => [weight])) as Tensor };
  const lossOf = (values: readonly (readonly number[])[]) =>
    loss(
      tf.tensor2d(values as number[][]),
      tf.tensor2d(targets as number[][]),
      further,
    ).dataSync()[0] as number;
  const step = 1e-2;
  const nudged = (row: number, column: number, by: number) =>
    outputs.map((each, at) => each.map((value, place) => value + (at === row && place === column ? by : 0)));
  const expected = outputs.flatMap((each, row) =>
    each.map(
      (_, column) => (lossOf(nudged(row, column, step)) - lossOf(nudged(row, column, -step))) / (2 * step),
    ),
  );
  const gradient = tf.grad((given) => loss(given, tf.tensor2d(targets as number[][]), further) as never);
  return {
    value: lossOf(outputs),
    expected,
    found: [...gradient(tf.tensor2d(outputs as number[][])).dataSync()],
  };
}

function expectAlike(found: readonly number[], expected: readonly number[]): void {
  found.forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at] as number, 3);
  });
}

const crossEntropy = (logits: readonly number[], label: number) =>
  Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - (logits[label] as number);
const binary = (logit: number, label: number) => Math.log(1 + Math.exp(logit)) - logit * label;

test.each([undefined, [0.5, 2]])(
  'the loss of several targets is the weighted mean of theirs: rows of %j',
  (weights) => {
    const outputs = [
      [1, 0, -1, 0.5],
      [0, 2, 1, -2],
    ];
    const targets = [
      [0, 1, 0, 1],
      [0, 0, 1, -1],
    ];
    const [first = 1, second = 1] = weights ?? [];
    const { value, expected, found } = derivatives(joint, outputs, targets, weights);
    const nats = (first * crossEntropy([1, 0, -1], 1) + second * crossEntropy([0, 2, 1], 2)) / 2;
    const squares = (first * 0.5 ** 2 + second * 1) / 2;
    expect(value).toBeCloseTo(0.8 * nats + 0.2 * squares, 5);
    expectAlike(found, expected);
  },
);

test.each([undefined, [0.5, 2]])('the loss of labels is binary cross-entropy: rows of %j', (weights) => {
  const outputs = [
    [1, -2],
    [0.5, 3],
  ];
  const targets = [
    [1, 1],
    [0, 1],
  ];
  const [first = 1, second = 1] = weights ?? [];
  const { value, expected, found } = derivatives(multilabel, outputs, targets, weights);
  const rows = [binary(1, 1) + binary(-2, 1), binary(0.5, 0) + binary(3, 1)] as const;
  expect(value).toBeCloseTo((first * rows[0] + second * rows[1]) / 4, 5);
  expectAlike(found, expected);
});

test('the loss of labels is exact for logits of any size', () => {
  const { value, found } = derivatives(multilabel, [[200, -200]], [[0, 1]]);
  expect(value).toBeCloseTo(200, 3);
  expect(found).toEqual([0.5, -0.5]);
});
