import type { Budget } from './budget.ts';
import type { MethodSpec } from './method-spec.ts';

/** The section `search` of a space file with its defaults. */
export interface SearchSpec {
  readonly trials: number;
  readonly seed: number;
  readonly sampler: MethodSpec;
  /** Absent in older studies, which have the default. */
  readonly lookback?: number;
  readonly pruner: string;
  /** Absent: the search ends with its last trial. */
  readonly budget?: Budget;
}

export const defaultLookback = 8;

/** Decisions about trial n depend on the results of the trials up to n − lookback. */
export function lookbackOf({ search }: { readonly search: SearchSpec }): number {
  return search.lookback ?? defaultLookback;
}
