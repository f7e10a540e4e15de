import { betaQuantile } from './beta-distribution.ts';
import { type Interval, level } from './mean-interval.ts';
import { normalQuantile } from './normal-quantile.ts';

const tail = (1 - level) / 2;

/** The exact interval of a share (Clopper & Pearson 1934): 30 of 30 is 0.884 to 1. */
export function shareInterval(count: number, total: number): Interval {
  return {
    low: count === 0 ? 0 : betaQuantile(tail, count, total - count + 1),
    high: count === total ? 1 : betaQuantile(1 - tail, count + 1, total - count),
  };
}

export interface ShareEnd {
  readonly mean: number;
  readonly variance: number;
}

/** Bounds from beta distributions with these means and variances, like Clopper and Pearson's for a simple share. */
export function betaInterval(lower: ShareEnd, upper: ShareEnd): Interval {
  return { low: betaEnd(tail, lower), high: betaEnd(1 - tail, upper) };
}

function betaEnd(p: number, { mean, variance }: ShareEnd): number {
  if (mean <= 0 || variance <= 0) return Math.max(0, mean);
  if (mean >= 1) return 1;
  const spread = mean * (1 - mean);
  const size = spread / Math.min(variance, 0.999 * spread) - 1;
  return betaQuantile(p, mean * size, (1 - mean) * size);
}

const z = normalQuantile(1 - tail);

/**
 * The interval of a difference of paired shares: `better` rows are right on one side only, `worse` rows on the other
 * (Bonett & Price 2012: one more row of each kind, so that zero differences do not count as certainty).
 */
export function pairedShareInterval(better: number, worse: number, rows: number): Interval {
  const [up, down] = [better, worse].map((count) => (count + 1) / (rows + 2)) as [number, number];
  const difference = up - down;
  const half = z * Math.sqrt(Math.max(0, up + down - difference ** 2) / (rows + 2));
  return { low: Math.max(-1, difference - half), high: Math.min(1, difference + half) };
}
