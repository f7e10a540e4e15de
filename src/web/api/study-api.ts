import { type CurveColumns, decodeCurves } from '../../plots/columns/curve-columns.ts';
import { decodeTrials, type TrialColumns } from '../../plots/columns/trial-columns.ts';
import type { StudyHead } from '../../plots/study-head.ts';
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

/** `since`, the time of the known trials, spares the server reading them all for a page that has them. */
export const getHead = (id: number, since?: number): Promise<StudyHead> =>
  getJson(studyPath(id, 'head', sinceQuery(since)));

export const getRuns = (id: number): Promise<TrialRun[]> => getJson(studyPath(id, 'runs'));

export const getVerdict = (id: number): Promise<WordedVerdict> => getJson(studyPath(id, 'verdict'));

/** Null where there is nothing to learn from yet. */
export const getImportance = (id: number): Promise<ParameterImportanceReport | null> =>
  getJson(studyPath(id, 'importance'));

/** Null for a study without a scheduler. */
export const getScheduling = (id: number): Promise<SchedulingReport | null> =>
  getJson(studyPath(id, 'scheduling'));

/** All trials, or those that changed at or after `since` by the server's clock. */
export async function getTrials(id: number, since?: number): Promise<TrialColumns> {
  return decodeTrials(await getBytes(studyPath(id, 'trials', sinceQuery(since))));
}

function sinceQuery(since: number | undefined): Readonly<Record<string, string>> {
  return since === undefined ? {} : { since: String(since) };
}

/** The curves of `metric`; the objective's without one. */
export async function getCurves(id: number, metric?: string): Promise<CurveColumns> {
  const query: Record<string, string> = metric === undefined ? {} : { metric };
  return decodeCurves(await getBytes(studyPath(id, 'curves', query)));
}
