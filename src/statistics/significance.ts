import { logGamma } from './log-gamma.ts';
import { normalQuantile, upperTail } from './normal-quantile.ts';

/** Two-sided 95 % quantile of the standard normal, in standard deviations. */
export const usualDeviations = 1.96;

/** The lower bound of Wilson's interval for a share, at 97.5 %; valid for any number of rows. */
export function shareAtLeast(count: number, total: number): number {
  if (total === 0) return 0;
  const share = count / total;
  const spread = usualDeviations ** 2 / total;
  const margin = usualDeviations * Math.sqrt((share * (1 - share)) / total + spread / (4 * total));
  return Math.max(0, (share + spread / 2 - margin) / (1 + spread));
}

/** The upper bound of a Poisson mean, at 95 %: Wilson and Hilferty's approximation of the exact bound. */
export function meanAtMost(count: number): number {
  const next = count + 1;
  return next * (1 - 1 / (9 * next) + 1.645 / (3 * Math.sqrt(next))) ** 3;
}

/** P(X ≥ successes) of a binomial. */
export function binomialTail(successes: number, trials: number, probability: number): number {
  if (successes <= 0) return 1;
  if (successes > trials) return 0;
  const odds = probability / (1 - probability);
  let term = 1;
  let sum = 1;
  // Terms relative to the first; if they rise to a peak, the tail is not rare.
  for (let count = successes; count < trials; count++) {
    term *= ((trials - count) / (count + 1)) * odds;
    sum += term;
    if (sum > 1e12) return 1;
    if (term < 1e-15 * sum) break;
  }
  const choose = logGamma(trials + 1) - logGamma(successes + 1) - logGamma(trials - successes + 1);
  const logFirst =
    choose + successes * Math.log(probability) + (trials - successes) * Math.log1p(-probability);
  return Math.min(1, Math.exp(logFirst + Math.log(sum)));
}

/** P(X ≤ most) of a hypergeometric: the marked ones among `drawn` of `total`, of which `marked` are marked. */
export function hypergeometricAtMost(
  most: number,
  { drawn, marked, total }: { readonly drawn: number; readonly marked: number; readonly total: number },
): number {
  const logChoose = (n: number, k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  const all = logChoose(total, drawn);
  let sum = 0;
  for (let count = Math.max(0, drawn + marked - total); count <= Math.min(most, drawn, marked); count++) {
    sum += Math.exp(logChoose(marked, count) + logChoose(total - marked, drawn - count) - all);
  }
  return Math.min(1, sum);
}

/** How many standard deviations one share lies above another; `clustering` increases the deviation of both. */
export function excessDeviations(
  [count, total]: readonly [number, number],
  [otherCount, otherTotal]: readonly [number, number],
  clustering = 1,
): number {
  if (total === 0 || otherTotal === 0) return 0;
  // Half a row more on either side, so that a count of zero does not count as certainty.
  const pooled = (count + otherCount + 1) / (total + otherTotal + 2);
  const variance = clustering * pooled * (1 - pooled) * (1 / total + 1 / otherTotal);
  return (count / total - otherCount / otherTotal) / Math.sqrt(variance);
}

/**
 * The limit that the largest of `count` independent standard normal numbers exceeds as often as a single one exceeds `limit`
 * (Šidák, Journal of the American Statistical Association 62, 1967).
 */
export function limitOfLargest(limit: number, count: number): number {
  if (count === 1) return limit;
  return -normalQuantile(-Math.expm1(Math.log1p(-upperTail(limit)) / count));
}
