import type { StudyView } from '../../plots/study-view.ts';
import type { VerdictReport } from '../../reports/dashboard/verdict-report.ts';
import { schedulingOf } from '../../runs/results/scheduling-report.ts';
import type { StudyRows } from '../../runs/results/study-rows.ts';
import type { StoredEnsemble, Study } from '../../store/store.ts';
import type { EpochRecord, Trial } from '../../study/trial.ts';
import { importanceSoFar } from '../learned/importance.ts';
import { curveColumnsOf } from './curve-columns.ts';
import { type DashboardRequest, lookAtStudy } from './dashboard-study.ts';
import { overviewOf } from './study-overview.ts';
import { trialRunsOf } from './trial-runs.ts';
import { verdictOf } from './verdict/verdict.ts';

/** All that a report on a whole study shows. */
export interface StudyReport {
  readonly study: Study;
  readonly view: StudyView;
  readonly verdict: VerdictReport;
  /** Oldest first. */
  readonly ensembles: readonly StoredEnsemble[];
  /** Absent while no trial is complete. */
  readonly best?: { readonly trial: Trial; readonly history: readonly EpochRecord[] };
}

/** A whole study, for a report. UsageError when there is no such study. */
export function studyReport(request: DashboardRequest): Promise<StudyReport> {
  return lookAtStudy(request, async (read) => {
    const { store, study } = read;
    const [trial] = await store.top(study.id, 1);
    const view = await viewOf(read);
    const history = trial && (await store.history(study.id, trial.trial));
    return {
      study,
      ...{ view, verdict: await verdictOf(read, view.importance) },
      ensembles: await store.ensembles(study.id),
      ...(trial && history && { best: { trial, history } }),
    };
  });
}

async function viewOf(read: StudyRows): Promise<StudyView> {
  const importance = importanceSoFar(read.study, await read.trials());
  const scheduling = await schedulingOf(read);
  return {
    ...(await overviewOf(read)),
    curves: await curveColumnsOf(read),
    runs: await trialRunsOf(read),
    ...(importance && { importance }),
    ...(scheduling && { scheduling }),
  };
}
