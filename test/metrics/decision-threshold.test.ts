import { describe, expect, it } from 'vitest';
import { chooseThreshold, findThreshold, thresholdMetric } from '../../src/metrics/decision-threshold.ts';
import { evaluate } from '../../src/metrics/evaluate.ts';
import type { Task } from '../../src/study/pipeline.ts';

const task: Task = { kind: 'classification', classes: ['no', 'yes'] };
const y = [
  1, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0,
  0, 0, 0, 1,
];
const scores = [
  0.61, 0.53, 0.34, 0.41, 0.41, 0.38, 0.44, 0.25, 0.42, 0.4, 0.24, 0.07, 0.35, 0.15, 0.44, 0.14, 0.28, 0.2,
  0.31, 0.1, 0.29, 0.37, 0.38, 0.28, 0.46, 0.1, 0.43, 0.08, 0.68, 0.31, 0.3, 0.69, 0.39, 0.39, 0.23, 0.18,
  0.04, 0.1, 0.11, 0.63,
];
const weight = [
  1, 0, 0, 1, 1, 1, 1, 3, 2, 3, 3, 2, 0, 0, 2, 2, 3, 2, 3, 0, 1, 2, 2, 1, 0, 2, 0, 2, 3, 2, 0, 2, 1, 2, 2, 0,
  0, 1, 2, 0,
];
const predictions = Float64Array.from(scores.flatMap((score) => [1 - score, score]));

describe('a threshold', () => {
  // The best over all thresholds, by scikit-learn's f1_score (macro) and accuracy_score.
  it.each([
    ['f1', undefined, 0.7948717948717949],
    ['accuracy', undefined, 0.875],
    ['f1', weight, 0.7355769230769231],
  ] as const)('is chosen for the best %s', (metric, weights, best) => {
    const threshold = chooseThreshold(metric, predictions, { y, weight: weights });
    const measured = evaluate({ ...task, threshold } as Task, predictions, y, [metric], weights);
    expect(measured[metric]).toBeCloseTo(best, 12);
  });

  it('lies between two scores, and has few digits', () => {
    expect(chooseThreshold('f1', predictions, { y })).toBe(0.5);
    const low = Float64Array.of(0.9, 0.1, 0.7, 0.3, 0.62, 0.38);
    expect(chooseThreshold('accuracy', low, { y: [0, 1, 1] })).toBe(0.2);
  });

  it('predicts no row, or all rows, as the second class where that is best', () => {
    const all = Float64Array.of(0.1, 0.9, 0.3, 0.7);
    expect(chooseThreshold('accuracy', all, { y: [0, 0] })).toBeGreaterThan(0.9);
    expect(chooseThreshold('accuracy', all, { y: [1, 1] })).toBeLessThanOrEqual(0.7);
    expect(chooseThreshold('accuracy', Float64Array.of(1, 0, 0, 1), { y: [0, 1] })).toBe(0.5);
  });

  it('is for the objective, or for macro F1 if that needs no threshold', () => {
    expect(['valMatthews', 'valAccuracy', 'valLoss', 'valRocAuc'].map(thresholdMetric)).toEqual([
      'matthews',
      'accuracy',
      'f1',
      'f1',
    ]);
    const rule = { metric: 'valLoss', threshold: 0.3 };
    expect(findThreshold(rule, task, predictions, { y })).toBe(0.3);
    expect(findThreshold({ metric: 'valLoss' }, task, predictions, { y })).toBeUndefined();
    expect(
      findThreshold(rule, { kind: 'classification', classes: ['a', 'b', 'c'] }, predictions, { y }),
    ).toBeUndefined();
  });
});
