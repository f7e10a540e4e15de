import type { BrokenBound, Where } from '../study/search/where.ts';

/** The effect of a study's constraints. */
export interface WhereReport {
  readonly bounds: Where;
  /** Number of trials that have ended. */
  readonly ended: number;
  /** Number of models that had too many parameters, and were not trained. */
  readonly refused: number;
  /** Number of complete trials that break a constraint. */
  readonly infeasible: number;
  /** The constraints that the best trial breaks: then all complete trials break some. */
  readonly brokenByBest?: readonly BrokenBound[];
}
