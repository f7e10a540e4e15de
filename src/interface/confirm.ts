import { confirmOptions, confirm as race } from '../actions/confirm.ts';
import type { ConfirmReport } from '../reports/confirm-report.ts';
import { readProgramOptions, signal } from './program-options.ts';
import type { StoredStudy } from './stored-study.ts';

export interface ConfirmOptions extends StoredStudy {
  /** Number of best trials to race. Default: 5. */
  readonly top?: number | undefined;
  /** The most rounds, each with new rows and seeds. Default: 10. */
  readonly rounds?: number | undefined;
  /** Seconds after which no round begins. */
  readonly time?: number | undefined;
  /** Number of trainings that run at once. Default: one per core. */
  readonly workers?: number | undefined;
  /** Once aborted all training ends, and the promise rejects with InterruptedError. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains the configurations of a study's best trials on new divisions of its rows with new seeds, until one is better
 * than all others by more than chance, or they are declared equal. Records nothing. UsageError for a study with fewer
 * than two such trials, or whose data have changed.
 */
export async function confirm(options: ConfirmOptions = {}): Promise<ConfirmReport> {
  const { signal: until, ...request } = readProgramOptions(confirmOptions, { signal }, options);
  return race(request, { begin: () => ({ signal: until, onEnd() {}, onRound() {} }) });
}
