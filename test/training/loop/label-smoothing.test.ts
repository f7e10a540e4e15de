import { expect, test } from 'vitest';
import type { SingleTask, Task } from '../../../src/study/pipeline.ts';
import { loadBackend } from '../../../src/training/backend.ts';
import { labelSmoothing } from '../../../src/training/loop/label-smoothing.ts';

const { tf } = await loadBackend('cpu');

const price: SingleTask = { kind: 'regression', target: 'price', mean: 0, std: 1 };
const spread: SingleTask = { ...price, quantiles: [0.1, 0.9] };
const rooms: SingleTask = { kind: 'classification', classes: ['one', 'two', 'three', 'four'] };
const garden: SingleTask = { kind: 'classification', classes: ['no', 'yes'] };
const joint: Task = {
  kind: 'joint',
  parts: [
    { name: 'price', weight: 0.2, task: price },
    { name: 'rooms', weight: 0.3, task: rooms },
    { name: 'spread', weight: 0.3, task: spread },
    { name: 'garden', weight: 0.2, task: garden },
  ],
};

function smoothed(task: Task, targets: number[][]): number[] {
  return [...labelSmoothing(tf, task, 0.2)(tf.tensor2d(targets)).dataSync()].map((value) =>
    Number(value.toFixed(6)),
  );
}

test('a share of a class target is spread over all classes', () => {
  expect(smoothed(rooms, [[0, 1, 0, 0]])).toEqual([0.05, 0.85, 0.05, 0.05]);
});

test('of several targets, each classification is smoothed over its own classes, and numbers stay', () => {
  expect(smoothed(joint, [[-1.5, 0, 0, 1, 0, 3, 4, 1, 0]])).toEqual([
    ...[-1.5, 0.05, 0.05, 0.85, 0.05, 3, 4],
    ...[0.9, 0.1],
  ]);
});

test('a label has two classes', () => {
  expect(smoothed({ kind: 'multilabel', labels: ['a', 'b', 'c'] }, [[1, 0, 1]])).toEqual([0.9, 0.1, 0.9]);
});

test('targets stay the same tensor without smoothing or without classes', () => {
  const targets = tf.tensor2d([[1, 0, 0, 0]]);
  expect(labelSmoothing(tf, rooms, 0)(targets)).toBe(targets);
  expect(labelSmoothing(tf, spread, 0.2)(targets)).toBe(targets);
});
