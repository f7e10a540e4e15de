import { studentTail } from './beta-distribution.ts';
import { spreadOf } from './mean-interval.ts';

/**
 * The corrected resampled t-test of Nadeau & Bengio (Machine Learning 52, 2003): the one-sided p-value that the mean of
 * paired differences is above 0, where each pair is measured on another division of the same rows. Divisions share
 * training rows, so the variance of the mean is (1 / n + judgedRatio) · s² and not s² / n; `judgedRatio` is the number
 * of judged rows for each training row. 0.5 for fewer than two differences, or equal ones of 0.
 */
export function correctedExcess(differences: readonly number[], judgedRatio: number): number {
  const { length } = differences;
  if (length < 2) return 0.5;
  const { mean, std } = spreadOf(differences);
  if (std === 0) return mean > 0 ? 0 : mean < 0 ? 1 : 0.5;
  return studentTail(mean / correctedError(differences, judgedRatio), length - 1);
}

/** The standard error of the mean of values on several divisions of the same rows, with the same correction. */
export function correctedError(values: readonly number[], judgedRatio: number): number {
  return Math.sqrt(1 / values.length + judgedRatio) * spreadOf(values).std;
}
