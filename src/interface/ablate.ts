import { ablateOptions, ablate as putBack } from '../actions/learned/ablate.ts';
import type { AblationReport } from '../reports/learned/ablation-report.ts';
import { readProgramOptions, signal } from './program-options.ts';
import type { StoredStudy } from './stored-study.ts';

export interface AblateOptions extends StoredStudy {
  /** The number of a complete sampled trial. Default: the best one. */
  readonly trial?: number | undefined;
  /** Number of seeds that each configuration is trained with. Default: 5. */
  readonly seeds?: number | undefined;
  /** Number of trainings that run at once. Default: one per core. */
  readonly workers?: number | undefined;
  /** Once aborted all training ends, and the promise rejects with InterruptedError. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Puts each choice of a trial's configuration back to its default, one at a time, and trains with several seeds: what is
 * each choice worth? Records no trial. UsageError for a trial that is not complete, that was not sampled, or whose data
 * have changed.
 */
export async function ablate(options: AblateOptions = {}): Promise<AblationReport> {
  const { signal: until, ...request } = readProgramOptions(ablateOptions, { signal }, options);
  return putBack(request, { begin: () => ({ signal: until, onEnd() {} }) });
}
