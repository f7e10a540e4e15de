import type { ParameterImportanceReport } from '../reports/learned/parameter-importance-report.ts';
import type { SchedulingReport } from '../reports/scheduling-report.ts';
import type { TrialRun } from '../study/time/trial-run.ts';
import type { CurveColumns } from './columns/curve-columns.ts';
import type { TrialColumns } from './columns/trial-columns.ts';
import type { StudyHead } from './study-head.ts';

export type { TrialRun } from '../study/time/trial-run.ts';

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
