import type { TrialColumns } from '../../plots/columns/trial-columns.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import type { StudyRows } from '../../runs/results/study-rows.ts';
import { type DashboardRequest, lookAtStudy } from './dashboard-study.ts';
import { headOf } from './study-head.ts';
import { columnsOf } from './trial-columns.ts';

/** All that the first pictures of a study show. */
export interface StudyOverview {
  readonly head: StudyHead;
  readonly trials: TrialColumns;
}

/** The facts of a study and all its trials, from one reading. UsageError when there is no such study. */
export function studyOverview(request: DashboardRequest): Promise<StudyOverview> {
  return lookAtStudy(request, overviewOf);
}

/** Like `studyOverview`, for an open store. */
export async function overviewOf(read: StudyRows): Promise<StudyOverview> {
  const changedAt = await read.store.lastChange(read.study.id);
  const timed = await read.timedTrials();
  const head = await headOf(read);
  return { head: { ...head, changedAt }, trials: await columnsOf(read, timed, head.tied) };
}
