import { rerunOptions, rerun as train } from '../actions/rerun.ts';
import type { RerunReport, SpreadReport } from '../reports/rerun-report.ts';
import { readProgramOptions, signal } from './program-options.ts';
import type { StoredStudy } from './stored-study.ts';

export interface RerunOptions extends StoredStudy {
  /** The number of a sampled trial that has ended. */
  readonly trial: number;
  /** How many times to train it with other initial weights, orders and dropout. Default: once, as it was. */
  readonly seeds?: number | undefined;
  /** Trainings that run at once. Default: one a core. */
  readonly workers?: number | undefined;
  /** Once aborted all ends, and the promise rejects with InterruptedError. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains a trial again and compares it bit for bit; with `seeds`, reports what its configuration reaches with other seeds.
 * Records nothing. UsageError for a trial that cannot be trained again, or whose data have changed.
 */
export function rerun(options: RerunOptions & { readonly seeds?: undefined }): Promise<RerunReport>;
export function rerun(options: RerunOptions & { readonly seeds: number }): Promise<SpreadReport>;
export function rerun(options: RerunOptions): Promise<RerunReport | SpreadReport>;
export async function rerun(options: RerunOptions): Promise<RerunReport | SpreadReport> {
  const { signal: until, ...request } = readProgramOptions(rerunOptions, { signal }, options);
  return train(request, { begin: () => ({ signal: until, onEnd() {} }) });
}
