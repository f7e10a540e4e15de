/**
 * The largest whole number for each option, by its name as a flag and in a program: far beyond practical use, but
 * within what a run can hold in memory. An option that is not listed takes any safe integer.
 */
const most: Readonly<Record<string, number>> = {
  trials: 1_000_000,
  n: 100_000,
  k: 100_000,
  top: 100_000,
  keep: 100_000,
  size: 1000,
  tries: 1000,
  seeds: 1000,
  workers: 256,
  lookback: 10_000,
  epochs: 1_000_000,
  patience: 1_000_000,
  maxEpochs: 1_000_000,
  totalEpochs: 1_000_000_000,
  searchPatience: 1_000_000,
  random: 100_000,
  pageSize: 1_000_000,
  port: 65_535,
  // More than any machine has.
  maxMemoryBytes: 2 ** 50,
};

/** Inclusive. */
export function largest(option: string): number {
  return (Object.hasOwn(most, option) ? most[option] : undefined) ?? Number.MAX_SAFE_INTEGER;
}

/** The constraint of a whole number that `value` breaks, in words; undefined when it breaks none. */
export function brokenCount(option: string, value: unknown, min: number): string | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min) {
    return `must be a whole number of at least ${min}`;
  }
  return value > largest(option) ? `must be at most ${largest(option)}` : undefined;
}

/** Maximum number of characters of a text value and of a metric's name: longer ones would fill a screen. */
export const longestText = 512;

/** Limits of a space file. */
export const spaceLimits = {
  /** Bytes. */
  file: 250_000,
  /** Levels of lists and objects. */
  nesting: 100,
  parameters: 10_000,
  /** Characters in a parameter's name. */
  parameterName: 100,
  /** Number of values in a choice and in a condition. */
  values: 10_000,
} as const;

/** Maximum number of axes of one row's array: more are not the input of any layer of TensorFlow.js. */
export const mostAxes = 5;

/** Number of ids of tokens: 32-bit floats, as which ids enter, hold whole numbers below it exactly. */
export const mostTokens = 2 ** 24;
