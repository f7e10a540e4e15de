import { expect, test } from 'vitest';
import { chiSquareTail } from '../../src/statistics/chi-square.ts';
import { logGamma } from '../../src/statistics/log-gamma.ts';
import { pairedShareInterval } from '../../src/statistics/share-interval.ts';
import { binomialTail } from '../../src/statistics/significance.ts';

// scipy.special.gammaln(x)
test.each([
  [0.001, 6.907178885383853],
  [0.5, 0.5723649429247],
  [1, 0],
  [2.5, 0.2846828704729192],
  [9.99, 12.779315214350195],
  [10, 12.801827480081469],
  [171, 706.5730622457875],
  [1e6, 12815504.569147611],
])('ln Γ(%d) is that of SciPy', (x, expected) => {
  expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-14 * Math.max(10, expected));
});

test('the tails that need it are those of SciPy', () => {
  // scipy.stats.chi2.sf, scipy.stats.binom.sf
  expect(chiSquareTail(7.3, 4)).toBeCloseTo(0.120_858_748_821_232_35, 12);
  expect(chiSquareTail(30, 11)).toBeCloseTo(0.001_584_595_257_306_606, 14);
  expect(binomialTail(7, 20, 0.1)).toBeCloseTo(0.002_386_089_408_966_118, 14);
  expect(binomialTail(50, 1000, 0.03)).toBeCloseTo(0.000_420_766_545_248_192, 12);
});

test('a difference of paired shares has the interval of its formula', () => {
  // Bonett & Price (2012): (11 + 1) / 102 − (4 + 1) / 102 ± 1.959964 √((17 / 102 − (7 / 102)²) / 102).
  const half = 1.959_963_984_540_054 * Math.sqrt((17 / 102 - (7 / 102) ** 2) / 102);
  const { low, high } = pairedShareInterval(11, 4, 100);
  expect([low, high]).toEqual([expect.closeTo(7 / 102 - half, 14), expect.closeTo(7 / 102 + half, 14)]);
});
