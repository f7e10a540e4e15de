import { describe, expect, test } from 'vitest';
import { dataChecks } from '../../src/checks/data-checks.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import { errorLeft } from '../../src/checks/training/reducible-error.ts';
import type { Dataset, Split, Task } from '../../src/data/dataset.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { ModelFamily } from '../../src/training/models/model-family.ts';
import type { Tensor } from '../../src/training/tensorflow.ts';
import { separableBlobs } from '../training/example-data.ts';
import { backend, contextOf, layerOf, netWith, statusOf } from './model/given-context.ts';

const both: Task = {
  kind: 'joint',
  parts: [
    { name: 'corner', weight: 0.5, task: { kind: 'classification', classes: ['a', 'b', 'c'] } },
    { name: 'sum', weight: 0.5, task: { kind: 'regression', target: 'sum', mean: 0, std: 1 } },
  ],
};
const labels: Task = { kind: 'multilabel', labels: ['right', 'top'] };

/** The blobs with other targets, from their class, their place and their index. */
function withTargets(
  dataset: Dataset,
  task: Task,
  of: (label: number, x: number, y: number, index: number) => number[],
): Dataset {
  const own = (split: Split): Split => ({
    ...split,
    y: Float32Array.from(
      [...split.y].flatMap((label, row) => of(label, split.x[2 * row] ?? 0, split.x[2 * row + 1] ?? 0, row)),
    ),
  });
  const { train, validation, test: tested } = dataset.splits;
  return { ...dataset, task, splits: { train: own(train), validation: own(validation), test: own(tested) } };
}

const joint = withTargets(separableBlobs(), both, (label, x, y) => [label, x + y]);
const multilabel = withTargets(separableBlobs(), labels, (label) => [
  Number(label === 1),
  Number(label === 2),
]);

describe('loss-pulls', () => {
  test('judges each target and each label', async () => {
    expect(await statusOf('loss-pulls', { dataset: joint })).toBe(
      'pass: corner: the loss pulls on predictions that are wrong by 5, 20, 50; sum: the loss pulls on predictions that are wrong by 5, 20, 100',
    );
    expect(await statusOf('loss-pulls', { dataset: multilabel })).toMatch(/^pass: right: .* 50; top: .* 50$/);
  });

  test('names the target that a clip behind the last layer cuts off', async () => {
    const { tf } = backend;
    const clipped = layerOf(tf, (outputs) =>
      tf.concat(
        [tf.slice(outputs, [0, 0], [-1, 3]), tf.clipByValue(tf.slice(outputs, [0, 3], [-1, 1]), -1, 1)],
        1,
      ),
    );
    const build = netWith({ last: () => [clipped] });
    expect(await statusOf('loss-pulls', { dataset: joint, family: { build } })).toMatch(
      /^fail: sum: when the outputs are pushed to 100, \d of 8 wrong predictions get no gradient through the model$/,
    );
  });

  test('names the label that an own loss leaves out', async () => {
    const { tf } = backend;
    const loss: ModelFamily['loss'] = ({ outputs, targets }) => {
      const first = (tensor: typeof outputs) => tf.slice(tensor, [0, 0], [-1, 1]);
      return tf.losses.sigmoidCrossEntropy(first(targets), first(outputs)) as Tensor;
    };
    expect(await statusOf('loss-pulls', { dataset: multilabel, family: { loss } })).toBe(
      'fail: top: at a margin of 5 the loss’s gradient is zero',
    );
  });
});

describe('labels-fit-rows', () => {
  const verdictOn = async (dataset: Dataset) => {
    const check = dataChecks.filter(({ name }) => name === 'labels-fit-rows');
    const [result] = await runChecks(check, contextOf({ dataset }), { now: () => 0 });
    return `${result?.status}: ${result?.message}`;
  };
  const many = separableBlobs(600);

  test('passes where the inputs tell of each target, and leaves out a label of few rows', async () => {
    expect(await verdictOn(withTargets(many, both, (label, x, y) => [label, x + y]))).toMatch(
      /^pass: corner: .*; sum: /,
    );
    const rare = withTargets(many, labels, (label, _x, _y, row) => [Number(label === 1), Number(row < 5)]);
    expect(await verdictOn(rare)).toMatch(/^pass: right: [^;]*$/);
  });

  test('warns of a target that is hard to predict, and fails where all look shuffled', async () => {
    const random = randomFor('several targets');
    const hard = withTargets(many, both, (label) => [label, random.next()]);
    expect(await verdictOn(hard)).toMatch(/^warn: sum: the inputs of 624 rows tell nothing of the labels/);
    const shuffled = withTargets(many, both, () => [random.below(3), random.next()]);
    expect(await verdictOn(shuffled)).toMatch(/^fail: corner: .*; sum: /);
  });
});

test('the share of the error that is left is that of the target that is fitted least, and of labels that of all', () => {
  const { y, rows } = joint.splits.train;
  const cells = Array.from({ length: rows }, (_, row) => ({
    label: y[2 * row] as number,
    sum: y[2 * row + 1] as number,
  }));
  const meanOf = cells.reduce((total, { sum }) => total + sum / rows, 0);
  const predicted = (label: (own: number) => number, sum: (own: number) => number) =>
    Float64Array.from(
      cells.flatMap((own) => [0, 1, 2].map((each) => Number(each === label(own.label))).concat(sum(own.sum))),
    );
  const leftOf = errorLeft(joint);
  const same = (value: number) => value;
  expect(leftOf({}, () => predicted(same, same))).toBeCloseTo(0, 5);
  expect(leftOf({}, () => predicted(() => 0, same))).toBeCloseTo(1, 5);
  expect(leftOf({}, () => predicted(same, () => meanOf))).toBeCloseTo(1, 5);
  // All rows of the first label are wrong, none of the second, whose thirds are as large.
  const [first, second] = [multilabel.splits.train.y, multilabel.splits.train.y].map((all, label) =>
    [...all].filter((_, at) => at % 2 === label),
  ) as [number[], number[]];
  const ofLabels = errorLeft(multilabel);
  expect(
    ofLabels({}, () => Float64Array.from(first.flatMap((_, row) => [0, second[row] as number]))),
  ).toBeCloseTo(0.5, 5);
});
