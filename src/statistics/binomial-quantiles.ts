import { logGamma } from './log-gamma.ts';
import { normalQuantile } from './normal-quantile.ts';

/** From this variance on the normal approximation of a binomial is accurate enough for a simulation. */
const largeVariance = 100;

/** The quantiles of a binomial distribution at `uniforms`. */
export function binomialQuantiles(uniforms: Float64Array, trials: number, share: number): Float64Array {
  if (share <= 0) return uniforms.map(() => 0);
  if (share >= 1) return uniforms.map(() => trials);
  const mean = trials * share;
  const deviation = Math.sqrt(mean * (1 - share));
  if (deviation * deviation >= largeVariance) {
    return uniforms.map((u) =>
      Math.min(trials, Math.max(0, Math.round(mean + deviation * normalQuantile(u)))),
    );
  }
  const first = Math.max(0, Math.floor(mean - 8 * deviation - 8));
  const last = Math.min(trials, Math.ceil(mean + 8 * deviation + 8));
  const below = cumulative(first, last, trials, share);
  return uniforms.map((u) => first + firstAbove(below, u));
}

function cumulative(first: number, last: number, trials: number, share: number): Float64Array {
  const odds = share / (1 - share);
  const result = new Float64Array(last - first + 1);
  let term = Math.exp(logTerm(first, trials, share));
  let sum = 0;
  for (let count = first; count <= last; count++) {
    sum += term;
    result[count - first] = sum;
    term *= (odds * (trials - count)) / (count + 1);
  }
  return result;
}

function logTerm(count: number, trials: number, share: number): number {
  const choices = logGamma(trials + 1) - logGamma(count + 1) - logGamma(trials - count + 1);
  return choices + count * Math.log(share) + (trials - count) * Math.log1p(-share);
}

/** The first index with a value of at least `u`, or the last index. */
function firstAbove(ascending: Float64Array, u: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < u) low = middle + 1;
    else high = middle;
  }
  return low;
}
