/** The gain that twice as many draws bring. */
export interface DoubledGain {
  /** Its expectation, at least 0. */
  readonly expected: number;
  /** Twice as many draws gain more than this in about one case of ten. */
  readonly high: number;
}

/** With fewer, an eighth of the draws says nothing about the best of them. */
export const fewestDraws = 16;

/**
 * The gain halves or stays with each doubling: for draws whose distribution ends in a power of exponent a, it is
 * 2^(−1/a) of the one before, between 1/2 (evenly spread near its end) and 1 (no end).
 */
const leastRatio = 0.5;

/**
 * A record falls in half of all cases, and a gain above it is about exponential: 19 of 20 gains are below 6 expectations.
 * As the expectation is estimated, 9 of 10 are (simulated in test/statistics/expected-best.test.ts).
 */
const highGains = 6;

/**
 * The gain of twice as many independent draws on the least value, from the gains of the last three doublings.
 * `values`: the draws that have one, ascending; `draws`: all of them. Undefined below 16 draws.
 */
export function doubledGain(values: ArrayLike<number>, draws: number): DoubledGain | undefined {
  if (draws < fewestDraws || values.length === 0) return undefined;
  const [all, half, quarter, eighth] = [1, 2, 4, 8].map((part) =>
    expectedLeast(values, draws, Math.floor(draws / part)),
  ) as [number, number, number, number];
  const [last, before, first] = [half - all, quarter - half, eighth - quarter];
  const ratio = before + first > 0 ? (last + before) / (before + first) : 1;
  const expected = last * Math.min(1, Math.max(leastRatio, ratio));
  return { expected, high: highGains * expected };
}

/**
 * The exact expectation of the least of `taken` values drawn without replacement from `draws`, of which those without a
 * value count as the largest. `values` ascending.
 */
export function expectedLeast(values: ArrayLike<number>, draws: number, taken: number): number {
  let expected = 0;
  /** The probability that none of the values so far is taken. */
  let rest = 1;
  for (let place = 0; place < values.length; place++) {
    const share = Math.min(1, taken / (draws - place));
    expected += rest * share * (values[place] as number);
    rest *= 1 - share;
  }
  return expected + rest * (values[values.length - 1] as number);
}
