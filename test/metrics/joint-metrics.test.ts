import { expect, test } from 'vitest';
import { evaluate } from '../../src/metrics/evaluate.ts';
import { toPredictions } from '../../src/metrics/predictions.ts';
import { metricNames, standardOf } from '../../src/metrics/task-metrics.ts';
import { directionOf, isValidationMetric } from '../../src/metrics/validation-metric.ts';
import type { JointTask, SingleTask } from '../../src/study/pipeline.ts';

const price: SingleTask = { kind: 'regression', target: 'price', mean: 100, std: 20 };
const rooms: SingleTask = { kind: 'classification', classes: ['one', 'two', 'three'] };
const task: JointTask = {
  kind: 'joint',
  parts: [
    { name: 'price', weight: 0.25, task: price },
    { name: 'rooms', weight: 0.75, task: rooms },
  ],
};

/** Three rows: the scaled price, then the logits of the rooms. */
const outputs = Float64Array.from([0.5, 1, 0, -1, -1, 0, 2, 0, 0, 0, 0, 3]);
const y = Float32Array.from([0, 0, -1.5, 1, 0.25, 0]);
const predictions = toPredictions(task, outputs);

test('predictions of several targets are those of each, one after another', () => {
  const prices = [0, 4, 8].map((at) => predictions[at]);
  expect(prices).toEqual([110, 80, 100]);
  expect([...predictions.subarray(1, 4)]).toEqual([...toPredictions(rooms, [1, 0, -1])]);
});

test('metrics of a target are those of its own task', () => {
  const names = ['mae.price', 'r2.price', 'loss.price', 'accuracy.rooms', 'loss.rooms', 'f1.rooms'];
  const found = evaluate(task, predictions, y, names);
  const ofPrice = evaluate(price, Float64Array.of(110, 80, 100), [0, -1.5, 0.25], ['mae', 'r2', 'loss']);
  const logits = [1, 0, -1, 0, 2, 0, 0, 0, 3];
  const ofRooms = evaluate(rooms, toPredictions(rooms, logits), [0, 1, 0], ['accuracy', 'loss', 'f1']);
  expect(found).toEqual({
    'mae.price': ofPrice.mae,
    'r2.price': ofPrice.r2,
    'loss.price': ofPrice.loss,
    'accuracy.rooms': ofRooms.accuracy,
    'loss.rooms': ofRooms.loss,
    'f1.rooms': ofRooms.f1,
  });
});

test('the loss together is the weighted mean of nats and variances', () => {
  const { loss } = evaluate(task, predictions, y, ['loss']);
  const variances = (0.5 ** 2 + 0.5 ** 2 + 0.25 ** 2) / 3;
  const logSum = (logits: number[]) => Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
  const nats = (logSum([1, 0, -1]) - 1 + (logSum([0, 2, 0]) - 2) + logSum([0, 0, 3])) / 3;
  expect(loss).toBeCloseTo(0.25 * variances + 0.75 * nats, 12);
});

test('each metric of each target may be an objective', () => {
  expect(standardOf(task)).toEqual(['loss', 'loss.price', 'mae.price', 'loss.rooms', 'accuracy.rooms']);
  expect(metricNames(task)).toContain('rmse.price');
  expect(isValidationMetric('valRmse.price')).toBe(true);
  expect(isValidationMetric('valNothing.price')).toBe(false);
  expect([directionOf('valMae.price'), directionOf('valAccuracy.rooms')]).toEqual(['minimize', 'maximize']);
});
