import { logGamma } from './log-gamma.ts';
import { normalQuantile } from './normal-quantile.ts';

/** Enough bisections of [0, 1] for full double precision. */
const halvings = 60;
const mostTerms = 10_000;
const tiny = 1e-300;

/** The quantile at `p` of a beta distribution; `a` and `b` are above 0. */
export function betaQuantile(p: number, a: number, b: number): number {
  return bisect(0, 1, (x) => betaShareBelow(x, a, b) < p);
}

/**
 * The quantile at `p` of Student's t distribution: t² / (degrees + t²) has a beta distribution (Abramowitz & Stegun
 * 26.5.27).
 */
export function studentQuantile(p: number, degrees: number): number {
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentQuantile(1 - p, degrees);
  // Beyond a million degrees of freedom the normal quantile has six digits, and its first correction ten more.
  if (degrees > 1e6) return normalWithCorrection(p, degrees);
  const share = betaQuantile(1 - 2 * (1 - p), 0.5, degrees / 2);
  return Math.sqrt((degrees * share) / (1 - share));
}

/** P(T ≥ t) of Student's t distribution (Abramowitz & Stegun 26.7.1 and 26.5.27). */
export function studentTail(t: number, degrees: number): number {
  const half = 0.5 * betaShareBelow(degrees / (degrees + t * t), degrees / 2, 0.5);
  return t >= 0 ? half : 1 - half;
}

/** Abramowitz & Stegun 26.7.5, its first two terms. */
function normalWithCorrection(p: number, degrees: number): number {
  const z = normalQuantile(p);
  return z + (z * z * z + z) / (4 * degrees);
}

/** The regularized incomplete beta function I_x(a, b). */
function betaShareBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below the mean; the upper tail follows by symmetry.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShareBelow(1 - x, b, a);
  const logFront =
    a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b) - Math.log(a);
  return Math.exp(logFront) / continuedFraction(x, a, b);
}

/** Numerical Recipes (3rd edition), 6.4: the fraction of A&S 26.5.8 by Lentz's method. */
function continuedFraction(x: number, a: number, b: number): number {
  let numerator = 1;
  let denominator = 0;
  let value = 1;
  for (let term = 1; term <= mostTerms; term++) {
    const coefficient = fractionTerm(term, x, a, b);
    denominator = 1 / away(1 + coefficient * denominator);
    numerator = away(1 + coefficient / numerator);
    const change = numerator * denominator;
    value *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return value;
}

function fractionTerm(term: number, x: number, a: number, b: number): number {
  const m = term >> 1;
  return term % 2 === 0
    ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
}

/** Replaces zero, by which the fraction would divide. */
function away(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** The point at which `isBelow` changes from true to false. */
export function bisect(from: number, to: number, isBelow: (x: number) => boolean, steps = halvings): number {
  let [low, high] = [from, to];
  for (let step = 0; step < steps; step++) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
