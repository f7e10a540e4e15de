import { rerunOptions, rerun as train } from '../actions/rerun.ts';
import type { RerunReport, SpreadReport } from '../reports/rerun-report.ts';
import { readProgramOptions, signal } from './program-options.ts';
import type { StoredStudy } from './stored-study.ts';

export interface RerunOptions extends StoredStudy {
  /** The number of a sampled trial that has ended. */
  readonly trial: number;
  /**
   * Number of trainings with other initial weights, row orders and dropout. Default: one training with the original
   * seed.
   */
  readonly seeds?: number | undefined;
  /** Number of trainings that run at once. Default: one per core. */
  readonly workers?: number | undefined;
  /** Once aborted all training ends, and the promise rejects with InterruptedError. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains a trial again and compares it bit for bit; with `seeds`, reports the results of its configuration with other
 * seeds, whose values it keeps. Records no trial. UsageError for a trial that cannot be trained again, or whose data have changed.
 */
export function rerun(options: RerunOptions & { readonly seeds?: undefined }): Promise<RerunReport>;
export function rerun(options: RerunOptions & { readonly seeds: number }): Promise<SpreadReport>;
export function rerun(options: RerunOptions): Promise<RerunReport | SpreadReport>;
export async function rerun(options: RerunOptions): Promise<RerunReport | SpreadReport> {
  const { signal: until, ...request } = readProgramOptions(rerunOptions, { signal }, options);
  return train(request, { begin: () => ({ signal: until, onEnd() {} }) });
}
