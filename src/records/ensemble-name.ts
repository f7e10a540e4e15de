import { hidesCharacters } from '../faults/visible-text.ts';
import type { EnsembleMethod } from '../reports/ensemble-report.ts';

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

/** As `brokenEnsembleName`, of an ensemble that is stored: an unnamed one has a default name. */
export function brokenStoredName(name: string): string | undefined {
  return defaultNames.test(name) ? undefined : brokenEnsembleName(name);
}

/**
 * The constraint that a given name breaks, in words; undefined where it breaks none. An unnamed ensemble would take the
 * place of one with a default name unasked; a number asks for a trial, and `student` for the newest student.
 */
export function brokenEnsembleName(name: string): string | undefined {
  if (name.trim() === '' || hidesCharacters(name) || name.length > longestName) {
    return `must be one line of 1 to ${longestName} characters`;
  }
  if (defaultNames.test(name)) return 'must not be what an unnamed ensemble is called';
  if (/^\d+$/.test(name)) return 'must not be a number, for a number asks for the trial of that number';
  return name === 'student' ? "must not be 'student', which asks for the newest student" : undefined;
}
