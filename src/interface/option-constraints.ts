import { brokenCount } from '../study/limits.ts';
import { longestSeconds } from '../study/longest-seconds.ts';

/** What the given value of this option must be, in words that follow "must be"; undefined where it is that. */
export type Constraint = (value: unknown, option: string) => string | undefined;

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? undefined : 'a text that is not empty';

export const truth: Constraint = (value) => (typeof value === 'boolean' ? undefined : 'true or false');

export const callback: Constraint = (value) => (typeof value === 'function' ? undefined : 'a function');

export const abortSignal: Constraint = (value) =>
  value instanceof AbortSignal ? undefined : 'an AbortSignal';

/** Not checked here: the function itself says more of it. */
export const anything: Constraint = () => undefined;

export const byName = (value: unknown): string | undefined => {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? undefined : 'an object of values by name';
};

export const path = (value: unknown): string | undefined => {
  const isPath = value instanceof URL ? value.protocol === 'file:' : text(value) === undefined;
  return isPath ? undefined : 'a path or a file: URL';
};

/** Rows by column, or where they are. */
export const rowsOrPath: Constraint = (value) => {
  const isRows = Array.isArray(value) && value.every((row) => byName(row) === undefined);
  return isRows || path(value) === undefined ? undefined : 'a list of rows by column, a path or a file: URL';
};

/** Which of them there are, the function itself says. */
export const metricNames: Constraint = (value) => {
  const isList = Array.isArray(value) && value.every((name) => text(name) === undefined);
  return isList || value === 'all' ? undefined : "a list of metrics, or 'all'";
};

/** A trial by its number, or a model by its name. */
export const modelChoice: Constraint = (value) =>
  isWhole(value, 0) || text(value) === undefined ? undefined : "a trial's number or a model's name";

export function wholeNumber(min: number): Constraint {
  return (value, option) => {
    return brokenCount(option, value, min)?.replace(/^must be /, '');
  };
}

export function number(law: string, isAllowed: (value: number) => boolean): Constraint {
  return (value) => (Number.isFinite(value) && isAllowed(value as number) ? undefined : law);
}

/** A time that a timer can wait for. */
export const seconds = number(
  `a number of seconds above 0, and at most ${longestSeconds}`,
  (value) => value > 0 && value <= longestSeconds,
);

/** At least one number. */
export function numbers(law: string, isAllowed: (value: number) => boolean): Constraint {
  const isOne = (value: unknown) => Number.isFinite(value) && isAllowed(value as number);
  return (value) =>
    Array.isArray(value) && value.length > 0 && value.every(isOne) ? undefined : `a list of numbers ${law}`;
}

export const trialNumbers = numbers('that are whole and at least 0', (value) => isWhole(value, 0));

export function oneOf(words: readonly string[]): Constraint {
  return (value) => (words.includes(value as string) ? undefined : `one of ${words.join(', ')}`);
}

function isWhole(value: unknown, min: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= min;
}
