import { checks } from '../../checks/catalogue.ts';
import { readSource } from '../../data/load-dataset.ts';
import { UsageError } from '../../faults/errors.ts';
import type { PageRows } from '../../reports/data/rows-report.ts';
import type { DataReport } from '../../reports/data-report.ts';
import type { SuspectsReport } from '../../reports/suspects-report.ts';
import { readStudyData } from '../../runs/data/study-data.ts';
import type { Study } from '../../store/store.ts';
import { whyNoModels } from '../../study/study-spec.ts';
import { type CheckReport, runStudyChecks } from '../check.ts';
import { defaultSuspectModels, reportSource } from '../data.ts';
import { rowsForPage } from '../rows.ts';
import { suspectsOf } from '../suspects.ts';
import { type DashboardRequest, lookAtStudy } from './dashboard-study.ts';

/** `share` of the step called `text` is done. */
type OnStep = (text: string, share: number) => void;

/** The report on a stored study's data, with its rows. UsageError for a study without data. */
export async function reportStudyData(
  request: DashboardRequest,
  onStep: OnStep,
): Promise<{ readonly report: DataReport; readonly rows: PageRows }> {
  const { spec, directory } = await studyWithModels(request);
  const onProgress = (share: number) => onStep('reading the data', share);
  const source = await readSource(spec.data, directory, { isTolerant: true, onProgress });
  const report = await reportSource(source, spec.data, onStep);
  return { report, rows: await rowsForPage({ source, spec: spec.data, directory }) };
}

/** The checks of a stored study. UsageError for a study without models, or whose data have changed. */
export async function checkStudy(request: DashboardRequest, onStep: OnStep): Promise<CheckReport> {
  const study = await studyWithModels(request);
  const data = await readStudyData(study);
  let ended = 0;
  return runStudyChecks(checks, { ...data, study }, ({ name }) => onStep(name, ++ended / checks.length));
}

/** The rows whose targets the best models of a study contradict. UsageError for a study without models. */
export async function suspectsOfStudy(request: DashboardRequest): Promise<SuspectsReport> {
  const { spec, name } = await studyWithModels(request);
  return suspectsOf({ spec, db: request.db, study: name, k: defaultSuspectModels });
}

async function studyWithModels(request: DashboardRequest): Promise<Study> {
  const study = await lookAtStudy(request, async (read) => read.study);
  const reason = whyNoModels(study.spec.model);
  if (reason !== undefined) throw new UsageError(`'${study.name}': ${reason}`);
  return study;
}
