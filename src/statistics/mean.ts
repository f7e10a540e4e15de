/** Summed in order; NaN for no values. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  return sum / values.length;
}

/** A value of weight 2 counts as two equal values. Default: the plain mean. */
export function weightedMean(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  if (weights === undefined) return meanOf(values);
  let sum = 0;
  let total = 0;
  for (let at = 0; at < values.length; at++) {
    const weight = weights[at] as number;
    sum += weight * (values[at] as number);
    total += weight;
  }
  return sum / total;
}

/** The mean of counts; where all are 0, that of half a count, whose logarithm is finite. */
export function meanCount(counts: ArrayLike<number>, weights?: ArrayLike<number>): number {
  return Math.max(weightedMean(counts, weights), 0.5 / counts.length);
}
