import { hidesCharacters } from '../faults/visible-text.ts';
import type { EnsembleMethod } from '../reports/ensemble-report.ts';

interface NamedBy {
  readonly method: EnsembleMethod;
  readonly k: number | undefined;
  readonly trials: readonly number[] | undefined;
  readonly size: number | undefined;
}

/** The default name of an unnamed ensemble: the same for the same flags. */
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

/** Like `brokenEnsembleName`, for a stored ensemble, which may have a default name. */
export function brokenStoredName(name: string): string | undefined {
  return defaultNames.test(name) ? undefined : brokenEnsembleName(name);
}

/**
 * The constraint that a given name breaks, in words; undefined when it breaks none. A default name is refused, since a
 * later unnamed ensemble would replace it; a number refers to a trial, and `student` to the newest student.
 */
export function brokenEnsembleName(name: string): string | undefined {
  if (name.trim() === '' || hidesCharacters(name) || name.length > longestName) {
    return `must be one line of 1 to ${longestName} characters`;
  }
  if (defaultNames.test(name)) return 'must not be what an unnamed ensemble is called';
  if (/^\d+$/.test(name)) return 'must not be a number, for a number asks for the trial of that number';
  return name === 'student' ? "must not be 'student', which asks for the newest student" : undefined;
}
