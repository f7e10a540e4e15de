import type { Direction } from '../study/objective.ts';
import type { BackendName } from '../study/study-spec.ts';
import type { TrialState } from '../study/trial.ts';

/** A study in the output of `studies --json`. */
export interface StudySummary {
  readonly name: string;
  readonly createdAt: string;
  /** Null when nothing is trained. */
  readonly backend: BackendName | null;
  readonly metric: string;
  readonly direction: Direction;
  readonly trials: Readonly<Record<TrialState, number>>;
  /** The objective of the best trial; null when none is complete. */
  readonly best: number | null;
}
