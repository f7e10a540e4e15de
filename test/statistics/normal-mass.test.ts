import { expect, test } from 'vitest';
import { logNormalMass } from '../../src/statistics/normal-mass.ts';

// Integrals of the density in 60 digits (Gauss and Legendre, Python's decimal).
test.each([
  [0.3, 0.3 + 1e-12, -28.59498177109818],
  [-1e-16, 1e-16, -37.06715284054946],
  [0.7, 0.7 + 2e-16, -37.20759192232183],
  [-2, -2 + 1e-9, -23.642204286410717],
  [12, 12 + 1e-8, -91.33961925441668],
  [1e6, 1e6 + 5e-6, -500000000014.7412],
  [1, 1 + 9.9e-6, -12.941919284039933],
  [1, 1 + 1.01e-5, -12.921918717344202],
])('the logarithm of the mass on the narrow interval from %d to %d keeps its digits', (from, to, mass) => {
  expect(logNormalMass(from, to) / mass).toBeCloseTo(1, 11);
  expect(logNormalMass(-to, -from) / mass).toBeCloseTo(1, 11);
});
