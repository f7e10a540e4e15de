import type { StudyHead } from './study-head.ts';
import type { TrialRun } from './study-view.ts';

/** All that changed in a study at or after `since`, in seconds since 1970 by the database's clock. */
export interface StudyChanges {
  readonly since: number;
  readonly head: StudyHead;
  /** Trials that have changed: a column block in base64. */
  readonly trials: string;
  /** Attempts at trials that ended since or run. */
  readonly runs: readonly TrialRun[];
}
