/** Rows at a time: their sums do not wait for each other, and a weight is loaded once for all. */
export const block = 4;

/** Adds the product of a vector with each of the block's rows, which begin at `starts` in x, to its sum. */
export function addProducts(
  x: Float64Array,
  starts: Int32Array,
  vector: Float64Array,
  sums: Float64Array,
): void {
  const [first, second, third, fourth] = starts as unknown as Four;
  let [one, two, three, four] = sums as unknown as Four;
  for (let at = 0; at < vector.length; at++) {
    const value = vector[at] as number;
    one += value * (x[first + at] as number);
    two += value * (x[second + at] as number);
    three += value * (x[third + at] as number);
    four += value * (x[fourth + at] as number);
  }
  sums[0] = one;
  sums[1] = two;
  sums[2] = three;
  sums[3] = four;
}

/** Adds the block's rows, each times its factor, to a vector. */
export function addRows(
  x: Float64Array,
  starts: Int32Array,
  factors: Float64Array,
  vector: Float64Array,
): void {
  const [first, second, third, fourth] = starts as unknown as Four;
  const [one, two, three, four] = factors as unknown as Four;
  for (let at = 0; at < vector.length; at++) {
    vector[at] =
      (vector[at] as number) +
      one * (x[first + at] as number) +
      two * (x[second + at] as number) +
      three * (x[third + at] as number) +
      four * (x[fourth + at] as number);
  }
}

type Four = readonly [number, number, number, number];
