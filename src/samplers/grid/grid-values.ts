import { type Distribution, type DistributionOf, quantile, type Value } from '../../study/distribution.ts';
import { isDiscrete, possibleValues } from '../../study/distribution-range.ts';

const mostValues = 1_000_000;

/**
 * The values of a parameter in a grid: all of a choice, of whole numbers and of steps. A continuous distribution and
 * logInt have `points` of them, evenly spaced from bound to bound on their own scale; a normal has the middles of as many
 * equally probable parts. Undefined for more than a million values.
 */
export function gridValuesOf(distribution: Distribution, points: number): readonly Value[] | undefined {
  if (distribution.type === 'logInt') return wholeNumbers(distribution, points);
  if (isDiscrete(distribution)) return possibleValues(distribution, mostValues);
  const isNormal = distribution.type === 'normal' || distribution.type === 'logNormal';
  const shares = isNormal ? middles(points) : spaced(points);
  return [...new Set(shares.map((share) => quantile(distribution, share)))];
}

/**
 * All whole numbers where there are no more than `points`. Else the nearest to evenly spaced logarithms, each larger than
 * the one before it: neighbours that round to the same number become different ones.
 */
function wholeNumbers({ min, max }: DistributionOf<'logInt'>, points: number): readonly number[] {
  if (max - min < points) return Array.from({ length: max - min + 1 }, (_, index) => min + index);
  const logarithmic = { type: 'logUniform', min, max } as const;
  let last = min - 1;
  return spaced(points).map((share) => {
    last = Math.max(last + 1, Math.round(Number(quantile(logarithmic, share))));
    return last;
  });
}

/** From 0 to 1; the middle for a single one. */
function spaced(points: number): readonly number[] {
  return points > 1 ? Array.from({ length: points }, (_, index) => index / (points - 1)) : middles(1);
}

function middles(points: number): readonly number[] {
  return Array.from({ length: points }, (_, index) => (index + 0.5) / points);
}
