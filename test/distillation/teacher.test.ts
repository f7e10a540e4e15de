import { expect, test } from 'vitest';
import { teacherOutputs } from '../../src/distillation/teacher.ts';
import { toPredictions } from '../../src/metrics/predictions.ts';
import { meanPredictions } from '../../src/training/combine.ts';
import { soften } from '../../src/training/loop/distillation.ts';

const task = { kind: 'classification', classes: ['a', 'b', 'c'] } as const;
const logits = [3, -1, 0.5, 0, 7, -2];

test('a single model is softened as its logits are', () => {
  const given = teacherOutputs(task, toPredictions(task, logits));
  expect(given.buffer).toBeInstanceOf(SharedArrayBuffer);
  const expected = soften(Float32Array.from(logits), 3, 4);
  soften(given, 3, 4).forEach((each, at) => {
    expect(each).toBeCloseTo(expected[at] as number, 5);
  });
});

test('an ensemble is softened as the mean of its probabilities, to the power of 1 / T', () => {
  const mean = meanPredictions([Float64Array.of(0.9, 0.1, 0), Float64Array.of(0.5, 0.1, 0.4)], [0.25, 0.75]);
  const powers = [...mean].map((each) => each ** (1 / 2));
  const total = powers.reduce((sum, each) => sum + each, 0);
  soften(teacherOutputs(task, mean), 3, 2).forEach((each, at) => {
    expect(each).toBeCloseTo((powers[at] as number) / total, 6);
  });
});

test('a probability of 0 stays finite, and teaches nothing', () => {
  const soft = soften(teacherOutputs(task, Float64Array.of(1, 0, 0)), 3, 2);
  expect(soft[0]).toBe(1);
  expect(soft[1]).toBeLessThan(1e-14);
});

test('values are given as the targets are scaled', () => {
  const values = { kind: 'regression', target: 'y', mean: 100, std: 4 } as const;
  expect([...teacherOutputs(values, Float64Array.of(100, 108, 96))]).toEqual([0, 2, -1]);
});
