import { describe, expect, it } from 'vitest';
import { countLoss } from '../../src/statistics/linear/count-loss.ts';
import { fitLinear, modelOf, startOf } from '../../src/statistics/linear/fit-linear.ts';
import { linearRows } from '../../src/statistics/linear/linear-rows.ts';
import { pinballLoss } from '../../src/statistics/linear/pinball-loss.ts';
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

describe('a linear model of quantiles', () => {
  const places = Array.from({ length: 400 }, (_, row) => row);
  const pairs = places.map((row) => [Math.sin(1 + 1.7 * row), Math.cos(0.9 * row)] as const);
  const y = Float64Array.from(pairs, ([one, two], row) => {
    const mixed = Math.sin(12.9898 * row) * 43758.5453;
    return 3 + 2 * one - two + (1 + 0.8 * one) * (mixed - Math.floor(mixed) - 0.5);
  });
  const quantiles = [0.1, 0.5, 0.9];
  /** scikit-learn's QuantileRegressor without a penalty, which statsmodels' QuantReg equals: constant, weights, loss. */
  const expected = [
    [2.62169, 1.69228, -1.00076, 0.0453042],
    [2.98736, 1.97452, -1.00791, 0.1217429],
    [3.41237, 2.33842, -1.021, 0.04412],
  ] as const;
  const table = linearRows(Float64Array.from(pairs.flat()), y);
  const loss = pinballLoss(quantiles, y);
  const point = startOf(table, loss);
  fitLinear({ rows: table, loss, precondition: preconditionerOf(table) }, 1e-9, point);
  const { weights, bias } = modelOf(table, point);

  it.each(expected.map((each, at) => [quantiles[at] as number, at, each] as const))(
    'has nearly the coefficients and the loss of scikit-learn at %s',
    (quantile, at, [constant, first, second, least]) => {
      const own = [bias[at], weights[2 * at], weights[2 * at + 1]] as [number, number, number];
      [constant, first, second].forEach((value, place) => {
        expect(Math.abs((own[place] as number) - value)).toBeLessThan(0.01);
      });
      const losses = pairs.map(([one, two], row) => {
        const short = (y[row] as number) - own[0] - own[1] * one - own[2] * two;
        return Math.max(quantile * short, (quantile - 1) * short);
      });
      const mean = losses.reduce((sum, each) => sum + each, 0) / losses.length;
      expect(mean / least).toBeGreaterThan(1 - 1e-5);
      expect(mean / least).toBeLessThan(1.0015);
    },
  );

  it('has the gradient of its loss, on either side of the corner and within it', () => {
    const slope = new Float64Array(3);
    for (const target of [-4, 1.99, 2.001, 2.03, 7]) {
      const at = (score: number) => loss.measure(Float64Array.of(2, score, 2), target, slope);
      const step = 1e-6;
      const difference = (at(2 + step) - at(2 - step)) / (2 * step);
      at(2);
      expect(slope[1]).toBeCloseTo(difference, 5);
    }
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
