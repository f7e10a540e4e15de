import type { TrialRun } from '../../plots/study-view.ts';
import type { StudyRows } from '../../runs/results/study-rows.ts';
import { type DashboardRequest, lookAtStudy } from './dashboard-study.ts';

/** Who trained which trial of a study, and when. UsageError when there is no such study. */
export function trialRuns(request: DashboardRequest): Promise<TrialRun[]> {
  return lookAtStudy(request, trialRunsOf);
}

/** Like `trialRuns`, for an open store. */
export function trialRunsOf({ store, study }: StudyRows): Promise<TrialRun[]> {
  return store.runs(study.id);
}
