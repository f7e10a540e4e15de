import { expect, test } from 'vitest';
import { fallOf } from '../../../src/checks/training/fall.ts';
import type { Course } from '../../../src/checks/training/short-training.ts';

const course = (changes: Partial<Course>): Course => ({
  untrainedLoss: 2,
  stepLosses: [],
  history: [],
  stepsPerEpoch: 2,
  predictions: new Float64Array(),
  trained: new Float64Array(),
  ...changes,
});

test('a fall is from the untrained loss to the mean of the last fifth of the steps', () => {
  const stepLosses = [2, 2, 2, 2, 2, 2, 2, 2, 0.4, 0.6];
  const { from, to, share, z } = fallOf(course({ stepLosses }));
  expect([from, to, share]).toEqual([2, 0.5, 0.75]);
  // Two steps of variance 0.02.
  expect(z).toBeCloseTo(1.5 / Math.sqrt(0.02 / 2), 10);
});

test('no less than an epoch counts, and a course can be cut short', () => {
  const stepLosses = [5, 4, 3, 2, 1, 0];
  expect(fallOf(course({ stepLosses, stepsPerEpoch: 4 })).to).toBe(1.5);
  expect(fallOf(course({ stepLosses, stepsPerEpoch: 1 }), 3).to).toBe(3);
});

test('a training that was given up has risen without end', () => {
  const fall = fallOf(course({ stepLosses: [2, 300], divergedLoss: 300 }));
  expect(fall).toMatchObject({ to: 300, hasDiverged: true, share: Number.NEGATIVE_INFINITY });
});
