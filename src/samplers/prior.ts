import { truncatedNormalQuantile } from '../statistics/normal-quantile.ts';
import { type DistributionOf, quantile, type Value } from '../study/distribution.ts';
import type { Parameter, Prior } from '../study/search-space.ts';
import { isNumeric, largestShare, unitPlace } from './unit-place.ts';

/**
 * For each confidence: the standard deviation of a normal around the expected value on the unit interval, on which the
 * parameter's own distribution is uniform, as in NePS; and the share of a choice that the expected value has at least.
 */
const strengths = {
  low: { std: 0.5, share: 0.5 },
  medium: { std: 0.25, share: 0.75 },
  high: { std: 0.125, share: 0.9 },
} as const satisfies Record<Prior['confidence'], unknown>;

/** Every second trial follows the priors, from the first one on: a wrong prior costs half of the trials at most. */
export function followsPriors(number: number): boolean {
  return number % 2 === 0;
}

/** The quantile at `u` of a parameter's prior, or of its distribution if it has none. */
export function priorQuantile({ distribution, prior }: Parameter, u: number): Value {
  if (prior === undefined) return quantile(distribution, u);
  const { std, share } = strengths[prior.confidence];
  if (isNumeric(distribution)) {
    const mean = unitPlace(distribution, prior.at).at;
    const shifted = truncatedNormalQuantile(u, { mean, std, min: 0, max: 1 });
    return quantile(distribution, Math.min(shifted, largestShare));
  }
  return distribution.type === 'choice' ? likelyChoice(distribution, prior.at, share, u) : distribution.value;
}

function likelyChoice(
  { values, weights }: DistributionOf<'choice'>,
  at: Value,
  share: number,
  u: number,
): Value {
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? values.length;
  const likely = values.map((value, index) => {
    const own = (1 - share) * ((weights?.[index] ?? 1) / total);
    return value === at ? own + share : own;
  });
  return quantile({ type: 'choice', values, weights: likely }, u);
}
