/** The largest distance between the empirical distributions of two ascending, non-empty samples: 0 to 1; NaN for samples with NaN. */
export function largestDistance(one: Float64Array, other: Float64Array): number {
  const [few, many] = one.length < other.length ? [one, other] : [other, one];
  let [left, right, largest] = [0, 0, 0];
  // Between neighbouring values of the smaller sample the difference is monotonic, so it is largest next to them.
  while (left < few.length) {
    const value = few[left] as number;
    if (Number.isNaN(value)) return Number.NaN;
    while ((many[right] as number) < value) right++;
    const before = Math.abs(left / few.length - right / many.length);
    while (few[left] === value) left++;
    while (many[right] === value) right++;
    largest = Math.max(largest, before, Math.abs(left / few.length - right / many.length));
  }
  return largest;
}

/**
 * The probability that two samples of one continuous distribution have at least this distance: Kolmogorov's limit with
 * Stephens's correction (1970), as in Press et al., Numerical Recipes, 14.3. With ties it is too large, never too
 * small.
 */
export function chanceOfDistance(distance: number, sizes: readonly [number, number]): number {
  const root = Math.sqrt((sizes[0] * sizes[1]) / (sizes[0] + sizes[1]));
  return kolmogorovTail((root + 0.12 + 0.11 / root) * distance);
}

/** P(K > x) of Kolmogorov's distribution: two series, each used where it converges fast. */
export function kolmogorovTail(x: number): number {
  if (x <= 0) return 1;
  if (x < 1) {
    const factor = Math.exp(-(Math.PI ** 2) / (8 * x * x));
    const sum = factor + factor ** 9 + factor ** 25 + factor ** 49;
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  const factor = Math.exp(-2 * x * x);
  return 2 * (factor - factor ** 4 + factor ** 9 - factor ** 16);
}
