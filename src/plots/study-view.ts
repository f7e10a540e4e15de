import type { ParameterImportanceReport } from '../reports/learned/parameter-importance-report.ts';
import type { SchedulingReport } from '../reports/scheduling-report.ts';
import type { CurveColumns } from './columns/curve-columns.ts';
import type { TrialColumns } from './columns/trial-columns.ts';
import type { StudyHead } from './study-head.ts';

/** A stretch of time in which a worker trained a trial; seconds since 1970. */
export interface TrialRun {
  readonly trial: number;
  readonly worker: string;
  readonly startedAt: number;
  /** Null while it runs. */
  readonly endedAt: number | null;
}

/** All that pictures of a study are drawn from. */
export interface StudyView {
  readonly head: StudyHead;
  readonly trials: TrialColumns;
  readonly curves?: CurveColumns;
  readonly runs?: readonly TrialRun[];
  readonly importance?: ParameterImportanceReport;
  readonly scheduling?: SchedulingReport;
  /** 1 for each trial that is selected, by place in the columns; absent: all are. */
  readonly selected?: Uint8Array;
}
