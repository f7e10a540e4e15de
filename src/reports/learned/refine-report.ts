import type { SpaceChange } from '../../study/search/stage.ts';

/** The output of `refine --json`: the changes of a search space. */
export interface RefineReport {
  readonly study: string;
  /** The file that was written; null when there was nothing to change, and nothing was written. */
  readonly to: string | null;
  /** The name of the refined study. */
  readonly name: string;
  /** The trials that were looked at, and how many of them count as the best. */
  readonly trials: number;
  readonly best: number;
  /** In the order of the space. */
  readonly changes: readonly SpaceChange[];
  readonly kept: readonly KeptParameter[];
}

export interface KeptParameter {
  readonly parameter: string;
  readonly reason: string;
}
