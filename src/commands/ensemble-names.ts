import { UsageError } from '../errors.ts';

const defaultNames = /^(greedy|stack|average)(-k\d+)?(-size\d+)?(-of(-\d+)+)?$/;
const longestName = 100;

/** From a flag. UsageError for a name that an unnamed ensemble may have: the next one would take its place unasked. */
export function ensembleName(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const name = typeof value === 'string' ? value : '';
  if (name.trim() === '' || /\p{Cc}/u.test(name) || name.length > longestName) {
    throw new UsageError(
      `--name: must be one line of 1 to ${longestName} characters, got ${JSON.stringify(value)}`,
    );
  }
  if (defaultNames.test(name)) {
    throw new UsageError(`--name: '${name}' is what an unnamed ensemble is called, take another`);
  }
  return name;
}

/** "3,7,9" as numbers in ascending order, each once. */
export function trialNumbers(value: unknown): number[] | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d{1,9}(,\d{1,9})*$/.test(value)) {
    throw new UsageError(`--trials: must be trial numbers such as 3,7,9, got ${JSON.stringify(value)}`);
  }
  return [...new Set(value.split(',').map(Number))].sort((one, other) => one - other);
}
