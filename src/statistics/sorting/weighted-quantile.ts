/**
 * The quantiles of values that count by their weights: the least value whose share of the weight with all below reaches
 * the probability, which minimises the pinball loss. At least one weight is above 0.
 */
export function weightedQuantile(
  values: ArrayLike<number>,
  weights?: ArrayLike<number>,
): (probability: number) => number {
  const at = (place: number) => values[order[place] as number] as number;
  const order = Uint32Array.from(values, (_, row) => row).sort(
    (one, other) => (values[one] as number) - (values[other] as number),
  );
  const sums = new Float64Array(order.length);
  let total = 0;
  order.forEach((row, place) => {
    total += weights?.[row] ?? 1;
    sums[place] = total;
  });
  return (probability) => {
    const limit = probability * total;
    let [low, high] = [0, order.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) < limit) low = middle + 1;
      else high = middle;
    }
    return at(low);
  };
}
