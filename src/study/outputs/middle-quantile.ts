/*
 * The single number that stands for predicted quantiles. Exported folders carry the compiled text of this file, so it
 * imports nothing.
 */

/** The place of the quantile nearest to the median, the lower of equally near ones. */
export function middleQuantile(quantiles: readonly number[]): number {
  let best = 0;
  quantiles.forEach((quantile, at) => {
    if (Math.abs(quantile - 0.5) < Math.abs((quantiles[best] as number) - 0.5)) best = at;
  });
  return best;
}
