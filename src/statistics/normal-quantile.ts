/** In a narrower window, in standard deviations, a normal density is exponential to ten digits. */
const narrowWidth = 1e-5;

export interface TruncatedNormal {
  readonly mean: number;
  readonly std: number;
  /** The truncation bounds; −∞ and ∞ without truncation. */
  readonly min: number;
  readonly max: number;
}

/**
 * The quantile at `u`, inside (0, 1), of a truncated normal. Inverts the distribution function, so that one uniform
 * number gives one value for any window: rejection sampling could run for ever in a tail.
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

/** Standard normal on [from, to] with from < 0 < to; each half uses the tail that keeps precision. */
function quantileAroundZero(u: number, from: number, to: number): number {
  const below = upperTail(-from);
  const above = upperTail(to);
  const inside = 1 - below - above;
  const p = below + u * inside;
  return p <= 0.5 ? normalQuantile(p) : -normalQuantile(above + (1 - u) * inside);
}

/**
 * Standard normal on [from, from + width] with from ≥ 0, as the distance from `from`. Solves ln Q(from + d) − ln
 * Q(from) = ln(1 − u + u Q(from + width) / Q(from)) for d, where Q is the upper tail. Both sides are differences, so
 * nothing underflows at any distance from the mean. The left side is decreasing and concave, and the start lies beyond
 * the root: Newton's steps approach it from one side, and each must shorten the distance.
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
export function upperTail(x: number): number {
  if (x < 0) return 1 - upperTail(-x);
  return x > 40 ? 0 : (millsRatio(x) * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Q(x) / φ(x) for x ≥ 0: the integral's series near zero, Laplace's continued fraction further out; 15 digits. */
export function millsRatio(x: number): number {
  if (x >= 2) {
    let fraction = x;
    for (let term = Math.ceil(10 + 450 / (x * x)); term >= 1; term--) fraction = x + term / fraction;
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

/** The standard normal quantile to 16 digits: M. J. Wichura, AS 241 (PPND16), 1988. */
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
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  below: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
};

const outer = {
  above: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  below: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
};

const far = {
  above: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  below: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
};
