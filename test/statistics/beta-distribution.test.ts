import { expect, test } from 'vitest';
import { betaQuantile, studentQuantile } from '../../src/statistics/beta-distribution.ts';

// scipy.stats.t.ppf(0.975, degrees) and (0.6, degrees), SciPy 1.17.1.
test.each([
  [1, 12.706204736174694, 0.32491969623290634],
  [2, 4.302652729749462, 0.2886751345948128],
  [4, 2.7764451051977934, 0.2707222947075976],
  [29, 2.045229642132703, 0.25568363457125604],
  [30, 2.0422724563012378, 0.2556053649519128],
  [31, 2.039513446396408, 0.2555321683175276],
  [60, 2.0002978220142604, 0.2544733949895309],
  [999, 1.9623414611334493, 0.2534145833303675],
  [2999, 1.9607553192053149, 0.2533695791584452],
  [1e6, 1.959966356814107, 0.25334717053784184],
  [1e7, 1.959964221767205, 0.25334710987600284],
])('the quantiles of Student’s t with %d degrees of freedom are those of SciPy', (degrees, outer, inner) => {
  expect(Math.abs(studentQuantile(0.975, degrees) - outer)).toBeLessThan(1e-8);
  expect(Math.abs(studentQuantile(0.6, degrees) - inner)).toBeLessThan(1e-8);
  expect(studentQuantile(0.025, degrees)).toBeCloseTo(-outer, 7);
});

// scipy.stats.beta.ppf(p, a, b), SciPy 1.17.1.
test.each([
  [0.025, 27, 4, 0.7347115495257919],
  [0.975, 28, 3, 0.9788828629702774],
  [0.025, 0.5, 30.5, 1.6231861223464347e-5],
  [0.5, 2, 5, 0.26444998329566005],
  [0.025, 2990, 11, 0.9938784522215535],
  [0.025, 30, 1, 0.8842966917779722],
  [0.975, 1.37, 2.9, 0.7657064978355057],
  [0.025, 150_000, 3, 0.9999518368965211],
])('the quantile %d of a beta distribution with %d and %d is that of SciPy', (p, a, b, expected) => {
  expect(betaQuantile(p, a, b)).toBeCloseTo(expected, 11);
});
