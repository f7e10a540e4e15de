import { refineOptions, refine as write } from '../actions/learned/refine.ts';
import { readOptions } from '../actions/options/read-options.ts';
import type { RefineReport } from '../reports/learned/refine-report.ts';
import type { StoredStudy } from './stored-study.ts';

export interface RefineOptions extends StoredStudy {
  /** The space file to write, YAML or .json; never one that exists. Default: the new study's name. */
  readonly to?: string | URL | undefined;
  /** The share of the trials that count as the best. Default: 0.1; of fewer than 150 trials 15, at most a quarter. */
  readonly best?: number | undefined;
}

/**
 * Writes a space file for a next search from what a study has shown; nothing when there is nothing to change. UsageError
 * below ten ended trials, for a study without a model or a function, and for a file that exists.
 */
export async function refine(options: RefineOptions = {}): Promise<RefineReport> {
  return write(readOptions(refineOptions, options));
}
