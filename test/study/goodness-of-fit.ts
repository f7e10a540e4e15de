type Function1 = (x: number) => number;

/** Kolmogorov and Smirnov's largest distance between a sample and a distribution function. */
export function largestDistance(sample: readonly number[], cdf: Function1): number {
  const sorted = Float64Array.from(sample).sort();
  let largest = 0;
  for (const [index, x] of sorted.entries()) {
    const expected = cdf(x);
    largest = Math.max(largest, expected - index / sorted.length, (index + 1) / sorted.length - expected);
  }
  return largest;
}

/** Passed by chance once in a hundred by a true sample of this size. */
export function distanceLimit(size: number): number {
  return 1.63 / Math.sqrt(size);
}

/** The distribution function of an unnormalised density, by Simpson's rule on 20,000 cells. */
export function integrate(density: Function1, from: number, to: number): Function1 {
  const cells = 20_000;
  const width = (to - from) / cells;
  const sums = new Float64Array(cells + 1);
  for (let cell = 0; cell < cells; cell++) {
    const x = from + cell * width;
    const area = density(x) + 4 * density(x + width / 2) + density(x + width);
    sums[cell + 1] = (sums[cell] as number) + area;
  }
  const total = sums[cells] as number;
  return (x) => {
    const place = Math.min(cells, Math.max(0, (x - from) / width));
    const cell = Math.min(cells - 1, Math.floor(place));
    const [before, after] = [sums[cell] as number, sums[cell + 1] as number];
    return (before + (place - cell) * (after - before)) / total;
  };
}

/** Pearson's statistic of a sample against the probability of each value; values outside count as infinite. */
export function chiSquare<T>(sample: readonly T[], probabilities: ReadonlyMap<T, number>): number {
  const counts = new Map<T, number>();
  for (const value of sample) counts.set(value, (counts.get(value) ?? 0) + 1);
  if ([...counts.keys()].some((value) => !probabilities.has(value))) return Number.POSITIVE_INFINITY;
  return [...probabilities].reduce((sum, [value, probability]) => {
    const expected = probability * sample.length;
    return sum + ((counts.get(value) ?? 0) - expected) ** 2 / expected;
  }, 0);
}

/** The value that chi-square passes once in a thousand, by Wilson and Hilferty's cube. */
export function chiSquareLimit(values: number): number {
  const freedom = values - 1;
  const spread = 2 / (9 * freedom);
  return freedom * (1 - spread + 3.09 * Math.sqrt(spread)) ** 3;
}
