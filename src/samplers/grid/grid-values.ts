import { type Distribution, quantile, type Value } from '../../study/distribution.ts';
import { isDiscrete, possibleValues } from '../../study/distribution-range.ts';

const mostValues = 1_000_000;

/**
 * The values of a parameter in a grid: all of a choice, of whole numbers and of steps. A continuous distribution and
 * logInt have `points` of them, evenly spaced from bound to bound on their own scale; a normal has the middles of as many
 * equally probable parts. Undefined for more than a million values.
 */
export function gridValuesOf(distribution: Distribution, points: number): readonly Value[] | undefined {
  const isSpaced = distribution.type === 'logInt' || !isDiscrete(distribution);
  if (!isSpaced) return possibleValues(distribution, mostValues);
  const isNormal = distribution.type === 'normal' || distribution.type === 'logNormal';
  const hasBounds = !isNormal && points > 1;
  const shares = Array.from({ length: points }, (_, index) =>
    hasBounds ? index / (points - 1) : (index + 0.5) / points,
  );
  return [...new Set(shares.map((share) => quantile(distribution, share)))];
}
