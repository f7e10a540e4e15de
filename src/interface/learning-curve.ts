import { learningCurveOptions, learningCurve as train } from '../actions/learned/learning-curve.ts';
import type { LearningCurveReport } from '../reports/learned/learning-curve-report.ts';
import { readProgramOptions, signal } from './program-options.ts';
import type { StoredStudy } from './stored-study.ts';

export interface LearningCurveOptions extends StoredStudy {
  /** The number of a complete sampled trial. Default: the best one. */
  readonly trial?: number | undefined;
  /** Number of trainings with each number of rows. Default: 3. */
  readonly repeats?: number | undefined;
  /** Number of trainings that run at once. Default: one per core. */
  readonly workers?: number | undefined;
  /** Once aborted all training ends, and the promise rejects with InterruptedError. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains a trial's configuration with growing parts of the training rows: would more rows pay? Records no trial. UsageError
 * for a trial that is not complete, that was not sampled, or whose data have changed.
 */
export async function learningCurve(options: LearningCurveOptions = {}): Promise<LearningCurveReport> {
  const { signal: until, ...request } = readProgramOptions(learningCurveOptions, { signal }, options);
  return train(request, { begin: () => ({ signal: until, onEnd() {} }) });
}
