/** A smooth function: writes its gradient, returns its value. */
export type Smooth = (point: Float64Array, gradient: Float64Array) => number;

export interface Minimization {
  /** Writes an approximation of the inverse Hessian times the vector to the vector. */
  readonly precondition: (vector: Float64Array) => void;
  /** Ends when the gradient's Euclidean norm is at most this. */
  readonly gradientNorm: number;
  /** The most steps; 2000 by default. */
  readonly mostSteps?: number;
}

/** Pairs of steps and changes of the gradient that approximate the curvature. */
const memory = 12;
const mostHalvings = 40;
/** A step must gain this share of what the slope promises (Armijo). */
const enoughGain = 1e-4;
/** Values differ by this much from rounding alone, relative to the value. */
const rounding = 1e-14;

/**
 * Moves `point` to the minimum of a convex function, or to a local one, by L-BFGS (Nocedal & Wright, Numerical
 * Optimization, algorithm 7.4) with the preconditioner as the initial inverse Hessian. Ends early where rounding allows
 * no step that gains anything.
 */
export function minimize(
  smooth: Smooth,
  point: Float64Array,
  { precondition, gradientNorm, mostSteps = 2000 }: Minimization,
): void {
  const size = point.length;
  let gradient = new Float64Array(size);
  let value = smooth(point, gradient);
  const pairs: Pair[] = [];
  let next = new Float64Array(size);
  const tried = new Float64Array(size);
  for (let count = 0; count < mostSteps && norm(gradient) > gradientNorm; count++) {
    const direction = descent(gradient, pairs, precondition);
    const slope = dot(direction, gradient);
    if (slope >= 0) return;
    let length = 1;
    let found: number | undefined;
    for (let halving = 0; halving < mostHalvings && found === undefined; halving++, length /= 2) {
      for (let at = 0; at < size; at++)
        tried[at] = (point[at] as number) + length * (direction[at] as number);
      const reached = smooth(tried, next);
      const isLower = reached <= value + enoughGain * length * slope;
      const isAsLow = reached <= value + rounding * Math.abs(value) && norm(next) < norm(gradient);
      if (isLower || isAsLow) found = reached;
    }
    if (found === undefined) return;
    remember(pairs, difference(tried, point), difference(next, gradient));
    point.set(tried);
    [gradient, next] = [next, gradient];
    value = found;
  }
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** step · change */
  readonly product: number;
}

function remember(pairs: Pair[], step: Float64Array, change: Float64Array): void {
  const product = dot(step, change);
  if (!(product > 0)) return;
  if (pairs.length === memory) pairs.shift();
  pairs.push({ step, change, product });
}

/** Minus the approximate inverse Hessian times the gradient: the two-loop recursion. */
function descent(
  gradient: Float64Array,
  pairs: readonly Pair[],
  precondition: Minimization['precondition'],
): Float64Array {
  const vector = gradient.map((each) => -each);
  const shares = new Float64Array(pairs.length);
  for (let at = pairs.length - 1; at >= 0; at--) {
    const { step, change, product } = pairs[at] as Pair;
    const share = dot(step, vector) / product;
    shares[at] = share;
    addTo(vector, change, -share);
  }
  precondition(vector);
  const last = pairs.at(-1);
  if (last !== undefined) {
    const preconditioned = last.change.slice();
    precondition(preconditioned);
    const scale = last.product / dot(last.change, preconditioned);
    for (let at = 0; at < vector.length; at++) vector[at] = scale * (vector[at] as number);
  }
  pairs.forEach(({ step, change, product }, at) => {
    addTo(vector, step, (shares[at] as number) - dot(change, vector) / product);
  });
  return vector;
}

function addTo(vector: Float64Array, other: Float64Array, factor: number): void {
  for (let at = 0; at < vector.length; at++) {
    vector[at] = (vector[at] as number) + factor * (other[at] as number);
  }
}

function difference(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((each, at) => each - (other[at] as number));
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number);
  return sum;
}

export function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
