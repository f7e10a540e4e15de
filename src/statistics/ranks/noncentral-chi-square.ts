import { bisect } from '../beta-distribution.ts';
import { chiSquareTail } from '../chi-square.ts';
import { logGamma } from '../log-gamma.ts';
import { type Interval, level } from '../mean-interval.ts';
import { normalQuantile } from '../normal-quantile.ts';

const negligible = 1e-14;
/** Larger statistics would take thousands of terms. */
const mostExact = 300;

/** P(χ² > x) with `degrees` degrees of freedom and this noncentrality: a Poisson mixture of central ones. */
function noncentralTail(x: number, degrees: number, noncentrality: number): number {
  if (noncentrality === 0) return chiSquareTail(x, degrees);
  const half = noncentrality / 2;
  const weight = (count: number) => Math.exp(count * Math.log(half) - half - logGamma(count + 1));
  // From the most likely term outwards: the first ones may underflow.
  const centre = Math.floor(half);
  let sum = 0;
  for (let count = centre; count >= 0; count--) {
    const share = weight(count);
    sum += share * chiSquareTail(x, degrees + 2 * count);
    if (share < negligible) break;
  }
  for (let count = centre + 1; ; count++) {
    const share = weight(count);
    sum += share * chiSquareTail(x, degrees + 2 * count);
    if (share < negligible) return Math.min(1, sum);
  }
}

/**
 * The 95 % interval of the noncentrality of a χ² statistic: those under which neither a larger nor a smaller one is
 * improbable (Steiger & Fouladi 1997). Beyond 300 by the normal limit of mean `degrees` + λ and variance
 * 2 (`degrees` + 2 λ), whose error is a hundredth.
 */
export function noncentralityInterval(x: number, degrees: number): Interval {
  const tail = (1 - level) / 2;
  if (x > mostExact) {
    const deviates = normalQuantile(1 - tail);
    const excess = x - degrees + 2 * deviates ** 2;
    const half = Math.sqrt(Math.max(0, excess ** 2 - (x - degrees) ** 2 + 2 * deviates ** 2 * degrees));
    return { low: Math.max(0, excess - half), high: Math.max(0, excess + half) };
  }
  const at = (probability: number) =>
    noncentralTail(x, degrees, 0) >= probability
      ? 0
      : bisect(0, 2 * x + 50, (noncentrality) => noncentralTail(x, degrees, noncentrality) < probability, 40);
  return { low: at(tail), high: at(1 - tail) };
}
