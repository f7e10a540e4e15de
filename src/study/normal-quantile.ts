/** Below this width, in standard deviations, a normal density is exponential to ten digits. */
const narrowWidth = 1e-5;

export interface TruncatedNormal {
  readonly mean: number;
  readonly std: number;
  /** Where the distribution is cut off; −∞ and ∞ when it is not. */
  readonly min: number;
  readonly max: number;
}

/**
 * The value below which a share `u`, inside (0, 1), of a truncated normal lies. Inverts the distribution function, so
 * that one uniform number gives one value wherever the window is: no rejection that could run for ever in a tail.
 */
export function truncatedNormalQuantile(u: number, { mean, std, min, max }: TruncatedNormal): number {
  const from = (min - mean) / std;
  const to = (max - mean) / std;
  const width = (max - min) / std;
  if (from >= 0) return min + std * offsetInTail(u, from, width);
  if (to <= 0) return max - std * offsetInTail(1 - u, -to, width);
  if (width < narrowWidth) return min + u * (max - min);
  return mean + std * quantileAroundZero(u, from, to);
}

/** Standard normal on [from, to] with from < 0 < to; each half by the tail that keeps its digits. */
function quantileAroundZero(u: number, from: number, to: number): number {
  const below = upperTail(-from);
  const above = upperTail(to);
  const inside = 1 - below - above;
  const p = below + u * inside;
  return p <= 0.5 ? normalQuantile(p) : -normalQuantile(above + (1 - u) * inside);
}

/**
 * Standard normal on [from, from + width] with from ≥ 0, as the distance from `from`. Solves
 * ln Q(from + d) − ln Q(from) = ln(1 − u + u Q(from + width) / Q(from)) for d, where Q is the upper tail. Both sides
 * are differences, so nothing underflows at any distance from the mean. The left side falls and is concave, and
 * the start lies beyond the root: Newton's steps approach it from one side, and each must shorten the distance.
 */
function offsetInTail(u: number, from: number, width: number): number {
  if (from === Number.POSITIVE_INFINITY) return 0;
  if (width < narrowWidth) return offsetInExponential(u, from, width);
  const target = Math.log1p(u * Math.expm1(logTailRatio(from, width)));
  let offset = Math.min(width, (-2 * target) / (from + Math.sqrt(from * from - 2 * target)));
  for (let step = 0; step < 50; step++) {
    const next = offset + (logTailRatio(from, offset) - target) * millsRatio(from + offset);
    if (!(next >= 0 && next < offset)) break;
    offset = next;
  }
  return offset;
}

/** Density proportional to exp(−rate d) on [0, width]. */
function offsetInExponential(u: number, rate: number, width: number): number {
  const fall = rate * width;
  return fall < 1e-8 ? u * width : -Math.log1p(u * Math.expm1(-fall)) / rate;
}

/** ln Q(from + distance) − ln Q(from), with Q(x) = φ(x) millsRatio(x). */
function logTailRatio(from: number, distance: number): number {
  if (distance === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  const mills = Math.log(millsRatio(from + distance) / millsRatio(from));
  return mills - distance * (from + distance / 2);
}

/** Q(x): the share of a standard normal above x. */
function upperTail(x: number): number {
  if (x < 0) return 1 - upperTail(-x);
  return x > 40 ? 0 : (millsRatio(x) * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Q(x) / φ(x) for x ≥ 0: the series of the integral near zero, Laplace's continued fraction further out. */
function millsRatio(x: number): number {
  if (x >= 2) {
    let fraction = x;
    for (let term = 60; term >= 1; term--) fraction = x + term / fraction;
    return 1 / fraction;
  }
  let sum = x;
  let term = x;
  for (let odd = 3; term > sum * 1e-17; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return Math.sqrt(Math.PI / 2) * Math.exp((x * x) / 2) - sum;
}

/** Inverse of the standard normal's distribution function to 16 digits: M. J. Wichura, AS 241 (PPND16), 1988. */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(r, central.above)) / polynomial(r, central.below);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const { above, below } = r <= 5 ? outer : far;
  const shifted = r - (r <= 5 ? 1.6 : 5);
  return (Math.sign(q) * polynomial(shifted, above)) / polynomial(shifted, below);
}

function polynomial(x: number, coefficients: readonly number[]): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

const central = {
  above: [
    3.387132872796366608, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
    4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
  ],
  below: [
    1, 4.2313330701600911252e1, 6.871870074920579083e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
    3.930789580009271061e4, 2.8729085735721942674e4, 5.226495278852854561e3,
  ],
};

const outer = {
  above: [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 2.4178072517745061177e-1, 2.27238449892691845833e-2, 7.7454501427834140764e-4,
  ],
  below: [
    1, 2.05319162663775882187, 1.6763848301838038494, 6.8976733498510000455e-1, 1.4810397642748007459e-1,
    1.51986665636164571966e-2, 5.475938084995344946e-4, 1.05075007164441684324e-9,
  ],
};

const far = {
  above: [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 2.9656057182850489123e-1,
    2.6532189526576123093e-2, 1.2426609473880784386e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  below: [
    1, 5.9983220655588793769e-1, 1.3692988092273580531e-1, 1.48753612908506148525e-2, 7.868691311456132591e-4,
    1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
  ],
};
