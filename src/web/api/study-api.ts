import { type CurveColumns, decodeCurves } from '../../plots/columns/curve-columns.ts';
import { replaceCurves } from '../../plots/columns/merge-curves.ts';
import { decodeOverview, type StudyOverview } from '../../plots/columns/overview-block.ts';
import type { TrialRun } from '../../plots/study-view.ts';
import type { WordedVerdict } from '../../reports/dashboard/verdict-report.ts';
import type { ParameterImportanceReport } from '../../reports/learned/parameter-importance-report.ts';
import type { SchedulingReport } from '../../reports/scheduling-report.ts';
import type { StudySummary } from '../../reports/study-summary.ts';
import { getBytes, getJson } from './request.ts';

/** A study in the list of studies. */
export interface ListedStudy extends StudySummary {
  readonly id: number;
  readonly isRunning: boolean;
}

/** The address of a study's resource; `query` is appended where it is not empty. */
export function studyPath(
  id: number,
  resource: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const text = new URLSearchParams(query).toString();
  return `/api/studies/${id}/${resource}${text === '' ? '' : `?${text}`}`;
}

export const getStudies = (signal?: AbortSignal): Promise<ListedStudy[]> => getJson('/api/studies', signal);

export const getRuns = (id: number): Promise<TrialRun[]> => getJson(studyPath(id, 'runs'));

export const getVerdict = (id: number): Promise<WordedVerdict> => getJson(studyPath(id, 'verdict'));

/** Null where there is nothing to learn from yet. */
export const getImportance = (id: number): Promise<ParameterImportanceReport | null> =>
  getJson(studyPath(id, 'importance'));

/** Null for a study without a scheduler. */
export const getScheduling = (id: number): Promise<SchedulingReport | null> =>
  getJson(studyPath(id, 'scheduling'));

/** The head of a study with all trials, or with those that changed at or after `since` by the server's clock. */
export async function getOverview(id: number, since?: number): Promise<StudyOverview> {
  return decodeOverview(await getBytes(studyPath(id, 'overview', sinceQuery(since))));
}

function sinceQuery(since: number | undefined): Readonly<Record<string, string>> {
  return since === undefined ? {} : { since: String(since) };
}

/** The curves of `metric`, the objective's without one, brought up to date where the page has earlier ones of it. */
export async function getCurves(id: number, metric?: string, known?: CurveColumns): Promise<CurveColumns> {
  const query = { ...(metric !== undefined && { metric }), ...sinceQuery(known?.changedAt) };
  const found = decodeCurves(await getBytes(studyPath(id, 'curves', query)));
  return known?.changedAt === undefined ? found : replaceCurves(known, found);
}
