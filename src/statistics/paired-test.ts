import { studentTail } from './beta-distribution.ts';
import { spreadOf } from './mean-interval.ts';

/**
 * The one-sided p-value of Student's paired test (1908) that the mean of `one` is above that of `other`, for at least
 * two pairs. 0.5 for pairs that are all equal.
 */
export function pairedExcess(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const differences = Float64Array.from(one, (value, at) => value - (other[at] as number));
  const { mean, std } = spreadOf(differences);
  if (std === 0) return mean > 0 ? 0 : mean < 0 ? 1 : 0.5;
  return studentTail((mean / std) * Math.sqrt(differences.length), differences.length - 1);
}

/**
 * Holm's adjusted p-values (1979), in the order of `values`: with them the chance of any false rejection among `tests`
 * tests stays below the level. `tests` may be more than there are values: the others count as larger.
 */
export function holmAdjusted(values: readonly number[], tests = values.length): number[] {
  const order = values
    .map((_, index) => index)
    .sort((one, other) => (values[one] as number) - (values[other] as number));
  const adjusted = new Array<number>(values.length);
  let largest = 0;
  order.forEach((index, place) => {
    largest = Math.max(largest, Math.min(1, (tests - place) * (values[index] as number)));
    adjusted[index] = largest;
  });
  return adjusted;
}
