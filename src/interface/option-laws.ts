import { UsageError } from '../errors.ts';
import { brokenCount } from '../study/limits.ts';
import { longestSeconds } from '../study/longest-seconds.ts';

/** UsageError that says of all options at once, one line each, which laws they break; undefined is a law that holds. */
export function requireLaws(...broken: readonly (string | undefined)[]): void {
  const lines = broken.filter((line) => line !== undefined);
  if (lines.length > 0) throw new UsageError(lines.join('\n'));
}

/** A whole number of at least `min`, and at most what limits.ts says of the option, where it is given. */
export function wholeNumber(name: string, value: number | undefined, min: number): string | undefined {
  const law = value === undefined ? undefined : brokenCount(name, value, min);
  return law === undefined ? undefined : `${name}: ${law}, got ${written(value)}`;
}

/** A number for which `isLawful`, where it is given. */
export function lawfulNumber(
  name: string,
  value: number | undefined,
  law: string,
  isLawful: (value: number) => boolean,
): string | undefined {
  if (value === undefined || (typeof value === 'number' && isLawful(value))) return undefined;
  return `${name}: must be ${law}, got ${written(value)}`;
}

/** A time that a timer can wait for, where it is given. */
export function lawfulSeconds(name: string, value: number | undefined): string | undefined {
  const law = `a number of seconds above 0, and at most ${longestSeconds}`;
  return lawfulNumber(name, value, law, (seconds) => seconds > 0 && seconds <= longestSeconds);
}

/** At least one number for all of which `isLawful`, where they are given. */
export function lawfulNumbers(
  name: string,
  values: readonly number[] | undefined,
  law: string,
  isLawful: (value: number) => boolean,
): string | undefined {
  if (values === undefined) return undefined;
  const isList = Array.isArray(values) && values.length > 0;
  if (isList && values.every((value) => Number.isFinite(value) && isLawful(value))) return undefined;
  return `${name}: must be a list of numbers ${law}, got ${written(values)}`;
}

/** One of these words, where it is given. */
export function oneOf(name: string, value: string | undefined, words: readonly string[]): string | undefined {
  if (value === undefined || words.includes(value)) return undefined;
  return `${name}: must be one of ${words.join(', ')}, got ${written(value)}`;
}

/** JSON has no word for NaN and Infinity, and would say null. */
function written(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
