import { millsRatio, type TruncatedNormal } from './normal-quantile.ts';

const logRoot = Math.log(2 * Math.PI) / 2;

/** Below this width, in standard deviations, a difference of two tails loses digits, and the density is exponential. */
const narrowWidth = 1e-5;

/**
 * ln(Φ(to) − Φ(from)) of a standard normal, for from ≤ to, to ten digits: in both tails, where the difference would
 * underflow, and for narrow intervals, where it would cancel. `width` is to − from, for a caller that knows it exactly.
 */
export function logNormalMass(from: number, to: number, width = to - from): number {
  if (width < narrowWidth) return logNarrowMass(Math.abs(from + to) / 2, width);
  if (from >= 0) return logDifference(logUpperTail(from), logUpperTail(to));
  if (to <= 0) return logNormalMass(-to, -from);
  return Math.log1p(-Math.exp(logUpperTail(-from)) - Math.exp(logUpperTail(to)));
}

/** The share of a truncated normal below x, on [0, 1]: the inverse of `truncatedNormalQuantile`. */
export function truncatedNormalShare(x: number, { mean, std, min, max }: TruncatedNormal): number {
  if (x <= min) return 0;
  if (x >= max) return 1;
  const [from, at, to] = [min, x, max].map((value) => (value - mean) / std) as [number, number, number];
  return Math.min(1, Math.exp(logNormalMass(from, at) - logNormalMass(from, to)));
}

/** ln Q(x) for x ≥ 0. */
function logUpperTail(x: number): number {
  return x === Number.POSITIVE_INFINITY
    ? Number.NEGATIVE_INFINITY
    : Math.log(millsRatio(x)) - (x * x) / 2 - logRoot;
}

function logDifference(larger: number, smaller: number): number {
  if (larger === Number.NEGATIVE_INFINITY) return larger;
  return larger + Math.log(-Math.expm1(smaller - larger));
}

/** The density around `middle` ≥ 0 as exp(−middle · distance): its integral is φ(middle) width sinh(x) / x. */
function logNarrowMass(middle: number, width: number): number {
  const x = (middle * width) / 2;
  const logRatio = x < 1e-6 ? 0 : x + Math.log(-Math.expm1(-2 * x) / (2 * x));
  return logRatio + Math.log(width) - (middle * middle) / 2 - logRoot;
}
