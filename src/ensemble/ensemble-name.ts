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
