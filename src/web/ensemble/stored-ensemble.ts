import type { EnsembleReport } from '../../reports/ensemble-report.ts';
import { getJson } from '../api/request.ts';
import { studyPath } from '../api/study-api.ts';

/** An ensemble of a study with the report of its making. */
export interface ShownEnsemble {
  readonly name: string;
  readonly report: EnsembleReport;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** Oldest first. */
export function getEnsembles(study: number, signal?: AbortSignal): Promise<readonly ShownEnsemble[]> {
  return getJson(studyPath(study, 'ensembles'), signal);
}
