import type { EnsembleMethod } from '../study/ensemble-report.ts';

interface NamedBy {
  readonly method: EnsembleMethod;
  readonly k: number | undefined;
  readonly trials: readonly number[] | undefined;
  readonly size: number | undefined;
}

/** What an ensemble is called that was not given a name: the same for the same flags. */
export function defaultName({ method, k, trials, size }: NamedBy): string {
  const parts = [
    method,
    k === undefined ? undefined : `k${k}`,
    size === undefined ? undefined : `size${size}`,
    trials === undefined ? undefined : `of-${trials.join('-')}`,
  ];
  return parts.filter((part) => part !== undefined).join('-');
}

const defaultNames = /^(greedy|stack|average)(-k\d+)?(-size\d+)?(-of(-\d+)+)?$/;
const longestName = 100;

/**
 * Why an ensemble cannot be given this name; undefined when it can. A name that an unnamed ensemble may have would be taken
 * over by the next such one, and a trial's number or `student` already names another model.
 */
export function nameRefusal(name: unknown): string | undefined {
  if (typeof name !== 'string' || name.trim() === '' || /\p{Cc}/u.test(name) || name.length > longestName) {
    return `must be one line of 1 to ${longestName} characters, got ${JSON.stringify(name)}`;
  }
  if (defaultNames.test(name)) return `'${name}' is what an unnamed ensemble is called, take another`;
  if (/^\d+$/.test(name)) return `'${name}' would be taken for a trial's number, take another`;
  if (name === 'student') return `'${name}' is the newest student, take another`;
  return undefined;
}
