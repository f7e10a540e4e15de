import type { Metrics } from './trial.ts';

export const ensembleMethods = ['greedy', 'average'] as const;
export type EnsembleMethod = (typeof ensembleMethods)[number];

/** An ensemble beside the best single model; the test split is looked at here, once, and by nothing that chooses. */
export interface EnsembleReport {
  readonly method: EnsembleMethod;
  readonly members: readonly { readonly trial: number; readonly weight: number }[];
  readonly validation: Metrics;
  readonly test: Metrics;
  readonly bestSingle: { readonly trial: number; readonly validation: Metrics; readonly test: Metrics };
  /** The validation metrics of the first pick, of the first two, … */
  readonly bySize: readonly { readonly size: number; readonly validation: Metrics }[];
}
