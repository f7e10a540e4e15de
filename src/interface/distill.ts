import { distillOptions, distill as train } from '../actions/distill.ts';
import type { Distilled } from '../reports/distill-report.ts';
import type { Configuration } from '../study/search-space.ts';
import { readProgramOptions, signal } from './program-options.ts';
import type { StoredStudy } from './stored-study.ts';

export interface DistillOptions extends StoredStudy {
  /** The teacher's name. Default: the newest ensemble; a greedy one is made when there is none. */
  readonly ensemble?: string | undefined;
  /** The trial whose configuration the student has. Default: the smallest within 1 % of the best. */
  readonly student?: number | undefined;
  /** The student's configuration, or a space file to sample it from, instead of a trial's. */
  readonly config?: Configuration | string | undefined;
  /** Temperatures to try. Default: 1, 2, 4, 8. */
  readonly temperature?: readonly number[] | undefined;
  /** Weights of the teacher's loss to try. Default: 0.5, 0.9. */
  readonly mixture?: readonly number[] | undefined;
  /** Number of pairs to sample at random. Default: all. */
  readonly tries?: number | undefined;
  /** Number of trainings of each. Default: 1. */
  readonly seeds?: number | undefined;
  /** Default: the study's maxEpochs. */
  readonly epochs?: number | undefined;
  /** Number of students trained at once. Default: one per core. */
  readonly workers?: number | undefined;
  /** Once aborted all training ends, nothing is recorded, and the promise rejects with InterruptedError. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains a student of an ensemble, records it as a trial, and compares the two, like `hpsearch distill`. UsageError or
 * FaultsError before anything is trained; NoTrialCompletedError when no training completes.
 */
export async function distill(options: DistillOptions = {}): Promise<Distilled> {
  const { signal: until, ...request } = readProgramOptions(distillOptions, { signal }, options);
  return train(request, { note() {}, begin: () => () => {}, signal: () => until });
}
