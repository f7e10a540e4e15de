import { describe, expect, it } from 'vitest';
import { countLoss } from '../../src/statistics/linear/count-loss.ts';
import { fitLinear, modelOf, startOf } from '../../src/statistics/linear/fit-linear.ts';
import { linearRows } from '../../src/statistics/linear/linear-rows.ts';
import { preconditionerOf } from '../../src/statistics/linear/preconditioner.ts';
import type { RowLoss } from '../../src/statistics/linear/row-loss.ts';
import { logOfClasses, stepLoss } from '../../src/statistics/linear/step-loss.ts';
import { weightedQuantile } from '../../src/statistics/sorting/weighted-quantile.ts';

const rows = Array.from({ length: 40 }, (_, row) => row);
const inputs = rows.map((row) => [Math.sin(1 + 1.7 * row), Math.cos(0.9 * row)] as const);
const x = Float64Array.from(inputs.flat());
const counts = Float64Array.from(inputs, ([one, two], row) =>
  Math.floor(Math.exp(0.4 + 0.6 * one - 0.3 * two) + (row % 3)),
);
const labels = Float64Array.from(inputs, ([one], row) =>
  Math.max(0, Math.min(2, Math.trunc(one * 1.4 + 1.5 + 0.5 * Math.cos(3.3 * row)))),
);

function fitted(y: Float64Array, loss: RowLoss) {
  const table = linearRows(x, y);
  const point = startOf(table, loss);
  fitLinear({ rows: table, loss, precondition: preconditionerOf(table) }, 1e-9, point);
  return modelOf(table, point);
}

describe('a linear model', () => {
  it('of counts has the coefficients of statsmodels’ Poisson regression', () => {
    const { weights, bias } = fitted(counts, countLoss(counts));
    [0.671982254687894, 0.4522575713063922, -0.3364546926419867].forEach((expected, at) => {
      expect(at === 0 ? bias[0] : weights[at - 1]).toBeCloseTo(expected, 5);
    });
  });

  it('of ordered classes has those of a logistic regression for each step, on the rows that reach it', () => {
    const { weights, bias } = fitted(labels, stepLoss(3, labels));
    // statsmodels' binomial GLM of each step.
    const expected = [
      [1.7784298367089217, 6.325439294237141, 0.2163930706570204],
      [-3.2088204953785677, 7.2188902330915745, -1.025960361316446],
    ];
    expected.forEach(([constant, ...slopes], step) => {
      expect(bias[step]).toBeCloseTo(constant as number, 4);
      slopes.forEach((slope, at) => {
        expect(weights[step * 2 + at]).toBeCloseTo(slope, 4);
      });
    });
  });
});

describe('ordered classes', () => {
  it('have probabilities by the chain rule', () => {
    const odds = [0.5, -1, 2];
    const up = odds.map((odd) => 1 / (1 + Math.exp(-odd))) as [number, number, number];
    const logs = logOfClasses([9, ...odds], 1, 4);
    const expected = [1 - up[0], up[0] * (1 - up[1]), up[0] * up[1] * (1 - up[2]), up[0] * up[1] * up[2]];
    expected.forEach((probability, label) => {
      expect(Math.exp(logs[label] as number)).toBeCloseTo(probability, 12);
    });
  });

  it('start at the frequencies of the steps', () => {
    const { constant } = stepLoss(3, [0, 0, 1, 1, 1, 2]);
    expect([...constant]).toEqual([Math.log(4 / 2), Math.log(1 / 3)]);
  });
});

describe('weighted quantiles', () => {
  it('minimise the pinball loss, as statsmodels’ regression on a constant does', () => {
    const values = counts.map((count, row) => count + 0.01 * row);
    const quantile = weightedQuantile(values);
    [1.029931383785513, 2.2000005833333374, 4.080127900980927].forEach((expected, at) => {
      expect(quantile([0.1, 0.52, 0.9][at] as number)).toBeCloseTo(expected, 1);
    });
  });

  it('count a row of weight 2 as two', () => {
    expect(weightedQuantile([3, 1, 2], [1, 2, 1])(0.5)).toBe(weightedQuantile([3, 1, 1, 2])(0.5));
    expect(weightedQuantile([3, 1, 2], [0, 0, 1])(0.9)).toBe(2);
  });
});
