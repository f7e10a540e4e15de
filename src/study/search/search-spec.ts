import type { Budget } from './budget.ts';
import type { KnownFirst } from './known-configurations.ts';
import type { MethodSpec } from './method-spec.ts';
import type { Stage, StageName } from './stage.ts';

/** The section `search` of a space file with its defaults. */
export interface SearchSpec extends KnownFirst {
  readonly trials: number;
  readonly seed: number;
  readonly sampler: MethodSpec;
  /** Absent in older studies, which have the default. */
  readonly lookback?: number;
  /** Whether a configuration may run more than once; absent in older studies, where it may. */
  readonly repeats?: boolean;
  /** Absent in older studies. */
  readonly scheduler?: MethodSpec;
  /** The former name of `scheduler`, in older studies and space files. */
  readonly pruner?: string;
  /** Absent: the search ends with its last trial. */
  readonly budget?: Budget;
  /** The stage to search up to; absent: the stages that the study has, or its space alone. */
  readonly stage?: StageName;
  /** The stages that have begun, in their order; never in a space file. */
  readonly stages?: readonly Stage[];
}

/** The scheduler that a study or a space file names. */
export function schedulerMethod({ search }: { readonly search: SearchSpec }): MethodSpec {
  return search.scheduler ?? search.pruner ?? 'none';
}

export const defaultLookback = 8;

/** Decisions about trial n depend on the results of the trials up to n − lookback. */
export function lookbackOf({ search }: { readonly search: SearchSpec }): number {
  return search.lookback ?? defaultLookback;
}
