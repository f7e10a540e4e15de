import { describe, expect, it } from 'vitest';
import type { LabelledPredictions } from '../../src/ensemble/method.ts';
import { stack } from '../../src/ensemble/stack.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { type ConvexLoss, fitOnSimplex } from '../../src/statistics/simplex-fit.ts';
import { meanPredictions } from '../../src/training/combine.ts';
import { price, probabilities, twoClasses } from './example-models.ts';

const squaredError = (target: readonly number[]): ConvexLoss => ({
  scale: 1,
  slope: (value, example) => 2 * (value - (target[example] as number)),
  curvature: () => 2,
});

const logLoss: ConvexLoss = { scale: 1, slope: (value) => -1 / value, curvature: (value) => value ** -2 };

const numbers = (random: Random, length: number) => Array.from({ length }, () => random.next());

/** Every weighting of three in steps of 1 / steps. */
function grid(steps: number): number[][] {
  return Array.from({ length: steps + 1 }, (_, one) => one).flatMap((one) =>
    Array.from({ length: steps + 1 - one }, (_, two) => [
      one / steps,
      two / steps,
      (steps - one - two) / steps,
    ]),
  );
}

const mean = (values: Iterable<number>) => {
  const all = [...values];
  return all.reduce((sum, value) => sum + value, 0) / all.length;
};

describe('weights of the lowest loss', () => {
  const instances = Array.from({ length: 10 }, (_, seed) => {
    const random = randomFor('stack', seed);
    return {
      columns: [1, 2, 3].map(() => Float64Array.from(numbers(random, 12), (value) => 0.05 + 0.9 * value)),
      target: numbers(random, 12),
    };
  });

  it('have none below zero and a sum of one', () => {
    for (const { columns, target } of instances) {
      const weights = fitOnSimplex(columns, squaredError(target));
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    }
  });

  it('beat every weighting of a fine grid, in squared error and in log-likelihood', () => {
    for (const { columns, target } of instances) {
      const errorOf = (weights: readonly number[]) =>
        mean(meanPredictions(columns, weights).map((value, at) => (value - (target[at] as number)) ** 2));
      const nllOf = (weights: readonly number[]) =>
        mean(meanPredictions(columns, weights).map((p) => -Math.log(p)));
      const all = grid(30);
      const error = errorOf(fitOnSimplex(columns, squaredError(target)));
      const nll = nllOf(fitOnSimplex(columns, logLoss));
      expect(error).toBeLessThanOrEqual(Math.min(...all.map(errorOf)) + 1e-12);
      expect(nll).toBeLessThanOrEqual(Math.min(...all.map(nllOf)) + 1e-12);
      // It is not far below the best of this grid either.
      expect(error).toBeGreaterThan(Math.min(...all.map(errorOf)) - 3e-3);
      expect(nll).toBeGreaterThan(Math.min(...all.map(nllOf)) - 3e-3);
    }
  });

  /** With two columns the mixture is b + w (a − b), and least squares say w = (a − b)·(y − b) / |a − b|². */
  it('are for two columns those of least squares, cut off at nothing and all', () => {
    for (const { columns, target } of instances) {
      const [a, b] = columns as [Float64Array, Float64Array];
      const apart = a.map((value, at) => value - (b[at] as number));
      const dot = apart.reduce(
        (sum, each, at) => sum + each * ((target[at] as number) - (b[at] as number)),
        0,
      );
      const closed = dot / apart.reduce((sum, each) => sum + each * each, 0);
      const [weight] = fitOnSimplex([a, b], squaredError(target));
      expect(weight).toBeCloseTo(Math.min(1, Math.max(0, closed)), 8);
    }
  });

  it('meet the conditions of optimality: no slope is below that of a column with weight', () => {
    const random = randomFor('many columns');
    const columns = Array.from({ length: 15 }, () =>
      Float64Array.from(numbers(random, 40), (p) => 0.01 + p / 2),
    );
    const weights = fitOnSimplex(columns, logLoss);
    const mixture = meanPredictions(columns, weights);
    const slopes = columns.map((column) => mean(column.map((value, at) => -value / (mixture[at] as number))));
    // For the likelihood of a mixture that bound is −1 (Lindsay 1983).
    slopes.forEach((slope, at) => {
      expect(slope).toBeGreaterThan(-1 - 1e-6);
      if ((weights[at] as number) > 0) expect(slope).toBeCloseTo(-1, 6);
    });
  });

  it('are all on the only column, and on the better of two that do not cross', () => {
    expect(fitOnSimplex([Float64Array.of(0.3)], logLoss)).toEqual([1]);
    expect(fitOnSimplex([Float64Array.of(0.3, 0.4), Float64Array.of(0.2, 0.1)], logLoss)).toEqual([1, 0]);
  });
});

describe('stacking', () => {
  const random = randomFor('stacking');
  const y = Float32Array.from({ length: 60 }, () => random.below(2));
  const classifiers: LabelledPredictions = {
    task: twoClasses,
    metric: 'valLoss',
    candidates: Array.from({ length: 6 }, () =>
      Float64Array.from(probabilities(Array.from(y, (label) => 0.1 + 0.3 * label + 0.5 * random.next()))),
    ),
    y,
    seed: 1,
  };

  it('takes at most as many members as it may, and is no worse with more', () => {
    const weightsOf = stack(classifiers);
    const losses = [1, 2, 3, 4, 5, 6].map((size) => {
      const weights = weightsOf(size);
      expect(weights.filter((weight) => weight > 0).length).toBeLessThanOrEqual(size);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      const predicted = meanPredictions(classifiers.candidates, weights);
      return mean(Array.from(y, (label, row) => -Math.log(predicted[2 * row + label] as number)));
    });
    expect(losses).toEqual(losses.toSorted((one, other) => other - one));
  });

  it('of regressors is least squares in the target’s own units', () => {
    // The truth is 10 + 2 y: 8, 10, 12, 16. A quarter of the first and three quarters of the second are exact.
    const regressors: LabelledPredictions = {
      ...classifiers,
      task: price,
      y: Float32Array.of(-1, 0, 1, 3),
      candidates: [Float64Array.of(5, 7, 15, 19), Float64Array.of(9, 11, 11, 15)],
    };
    const [one, two] = stack(regressors)(2);
    expect(one).toBeCloseTo(0.25, 8);
    expect(two).toBeCloseTo(0.75, 8);
  });
});
