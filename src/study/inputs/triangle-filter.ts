/** The samples that one sample of a resized line is the mean of: `weights` of those from `first` on, and their sum. */
interface FilterStep {
  readonly first: number;
  readonly weights: readonly number[];
  readonly sum: number;
}

/**
 * Resizes a line of `length` samples to `wanted`: each is the mean of those around it, weighted by a triangle as wide as
 * the step between samples, at least one: linear when enlarging, antialiased when shrinking.
 */
export function triangleFilter(length: number, wanted: number): readonly FilterStep[] {
  const scale = length / wanted;
  const reach = Math.max(1, scale);
  return Array.from({ length: wanted }, (_, at) => {
    const middle = (at + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.ceil(middle - reach));
    const last = Math.min(length - 1, Math.floor(middle + reach));
    const weights: number[] = [];
    let sum = 0;
    for (let from = first; from <= last; from++) {
      const weight = 1 - Math.abs(from - middle) / reach;
      weights.push(weight);
      sum += weight;
    }
    return { first, weights, sum };
  });
}

/** The same as a matrix, [length][wanted], whose columns sum to 1. */
export function triangleKernel(length: number, wanted: number): Float32Array[] {
  const kernel = Array.from({ length }, () => new Float32Array(wanted));
  for (const [at, { first, weights, sum }] of triangleFilter(length, wanted).entries()) {
    for (const [offset, weight] of weights.entries()) {
      (kernel[first + offset] as Float32Array)[at] = weight / sum;
    }
  }
  return kernel;
}
