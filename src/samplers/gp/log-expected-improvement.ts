import { millsRatio } from '../../statistics/normal-quantile.ts';
import type { Prediction } from './gaussian-process.ts';

const logRoot = Math.log(2 * Math.PI) / 2;
/** Beyond this number of deviations the difference below has no digits left, and its limit is exact to ten. */
const far = 1e5;

/** ln E[max(0, best − f)] of a normal f (Ament et al. 2023, equation 9, with Mills' ratio). */
export function logExpectedImprovement({ mean, variance }: Prediction, best: number): number {
  const deviation = Math.sqrt(variance);
  if (deviation === 0) return mean < best ? Math.log(best - mean) : Number.NEGATIVE_INFINITY;
  return Math.log(deviation) + logUnitImprovement((best - mean) / deviation);
}

/** ln(φ(z) + z Φ(z)). */
function logUnitImprovement(z: number): number {
  const logDensity = -(z * z) / 2 - logRoot;
  if (z >= 0) return Math.log(z + Math.exp(logDensity) * (1 - z * millsRatio(z)));
  if (z < -far) return logDensity - 2 * Math.log(-z);
  return logDensity + Math.log1p(z * millsRatio(-z));
}
