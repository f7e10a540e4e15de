/** The division of numbers into two levels with the least squares within them. */
export interface TwoLevels {
  /** The means of the lower and the upper level. */
  readonly means: readonly [number, number];
  readonly counts: readonly [number, number];
  readonly deviations: readonly [number, number];
  /** The largest number of the lower level. */
  readonly border: number;
  /** The distance of the means in pooled standard deviations: 2.65 for a normal distribution, 3.46 for a uniform one. */
  readonly separation: number;
}

/** Exact, by all divisions of the sorted numbers, of which there are at least two. */
export function twoLevels(numbers: Float64Array): TwoLevels {
  const sorted = numbers.toSorted();
  const count = sorted.length;
  const total = sorted.reduce((sum, number) => sum + number, 0);
  const squares = sorted.reduce((sum, number) => sum + number * number, 0);
  let [sum, most, at] = [0, Number.NEGATIVE_INFINITY, 1];
  for (let lower = 1; lower < count; lower++) {
    sum += sorted[lower - 1] as number;
    const between = sum ** 2 / lower + (total - sum) ** 2 / (count - lower);
    if (between > most) [most, at] = [between, lower];
  }
  const mean = (part: Float64Array) => part.reduce((all, number) => all + number, 0) / part.length;
  const levels = [sorted.subarray(0, at), sorted.subarray(at)] as const;
  const means = [mean(levels[0]), mean(levels[1])] as const;
  const deviationOf = (part: Float64Array, centre: number) =>
    Math.sqrt(mean(part.map((number) => (number - centre) ** 2)));
  const deviation = Math.sqrt(Math.max(0, squares - most) / count);
  return {
    means,
    counts: [at, count - at],
    deviations: [deviationOf(levels[0], means[0]), deviationOf(levels[1], means[1])],
    border: sorted[at - 1] as number,
    separation: (means[1] - means[0]) / deviation,
  };
}
