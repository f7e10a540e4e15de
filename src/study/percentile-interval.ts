/** Of all intervals that are reported. */
export const level = 0.95;

/** Between the quantiles of resampled values that leave out as much at either end (Efron & Tibshirani 1993). */
export function percentileInterval(values: Float64Array): { readonly low: number; readonly high: number } {
  const ascending = values.toSorted();
  const tail = (1 - level) / 2;
  return { low: quantile(ascending, tail), high: quantile(ascending, 1 - tail) };
}

/** Of ascending values, linear between them, as NumPy's default. */
export function quantile(ascending: Float64Array, share: number): number {
  const place = share * (ascending.length - 1);
  const below = ascending[Math.floor(place)] as number;
  const above = ascending[Math.ceil(place)] as number;
  return below + (place - Math.floor(place)) * (above - below);
}
