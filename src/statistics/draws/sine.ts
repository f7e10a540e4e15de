/** Highest odd power of the series: on [−π, π] the rest is below 1e-16. */
const highest = 27;

/**
 * The sine of an angle in radians on [−π, π], by its series: products and sums alone, hence the same bits on every Node,
 * which `Math.sin` does not promise.
 */
export function sine(angle: number): number {
  const square = angle * angle;
  let sum = 1;
  for (let power = highest; power >= 3; power -= 2) sum = 1 - (square / (power * (power - 1))) * sum;
  return angle * sum;
}

/** The cosine of an angle in radians on [−π, π], from the sine of its half: 1 − 2 sin² (angle / 2). */
export function cosine(angle: number): number {
  const half = sine(angle / 2);
  return 1 - 2 * half * half;
}
