import type { TrialColumns } from '../../plots/columns/trial-columns.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import { type DashboardRequest, lookAtStudy } from './dashboard-study.ts';
import { headOf } from './study-head.ts';
import { trialColumnsOf } from './trial-columns.ts';

/** All that the first pictures of a study show. */
export interface StudyOverview {
  readonly head: StudyHead;
  readonly trials: TrialColumns;
}

/** The facts of a study and all its trials, from one reading. UsageError when there is no such study. */
export function studyOverview(request: DashboardRequest): Promise<StudyOverview> {
  return lookAtStudy(request, async (read) => {
    const trials = await trialColumnsOf(read);
    return { head: await headOf(read), trials };
  });
}
