import { upperTail } from '../../src/statistics/normal-quantile.ts';

/**
 * The two-sided p-value of Mann and Whitney's test that two samples come from one distribution, by the normal
 * approximation with a correction for ties; 1 where all values are equal.
 */
export function rankSumTest(one: readonly number[], other: readonly number[]): number {
  const all = [...one, ...other].sort((a, b) => a - b);
  const rankOf = (value: number) => (all.indexOf(value) + all.lastIndexOf(value)) / 2 + 1;
  const [n, m] = [one.length, other.length];
  const u = one.reduce((sum, value) => sum + rankOf(value), 0) - (n * (n + 1)) / 2;
  const ties = [...new Set(all)].reduce((sum, value) => {
    const count = all.lastIndexOf(value) - all.indexOf(value) + 1;
    return sum + count ** 3 - count;
  }, 0);
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  if (variance <= 0) return 1;
  const distance = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5);
  return Math.min(1, 2 * upperTail(distance / Math.sqrt(variance)));
}
