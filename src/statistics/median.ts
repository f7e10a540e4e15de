/** The middle value, or the mean of the two in the middle; NaN counts as the largest. NaN for no values. */
export function medianOf(values: ArrayLike<number>): number {
  return medianOfSorted(Float64Array.from(values).sort());
}

/** Like `medianOf`, for values in ascending order. */
export function medianOfSorted(sorted: ArrayLike<number>): number {
  const upper = sorted.length >> 1;
  const high = sorted[upper] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[upper - 1] ?? Number.NaN) + high) / 2;
}
