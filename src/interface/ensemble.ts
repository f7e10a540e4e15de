import { ensemble as combine, ensembleOptions } from '../actions/ensemble.ts';
import { readOptions } from '../actions/options/read-options.ts';
import type { EnsembleRequest, MadeEnsemble } from '../reports/ensemble-report.ts';
import type { StoredStudy } from './stored-study.ts';

export interface EnsembleOptions extends StoredStudy, Partial<EnsembleRequest> {}

/**
 * Combines the best models of a study, measures the gain, and stores the members, like `hpsearch ensemble`. UsageError
 * when the study has no models, or its data have changed.
 */
export async function ensemble(options: EnsembleOptions = {}): Promise<MadeEnsemble> {
  return combine(readOptions(ensembleOptions, options), { note() {} });
}
