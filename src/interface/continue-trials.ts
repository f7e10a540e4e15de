import { continueOptions, continueTrials as train } from '../actions/continue-trials.ts';
import type { ContinuedTrial } from '../reports/continue-report.ts';
import type { Trial } from '../study/trial.ts';
import { onTrial, readProgramOptions, signal } from './program-options.ts';
import type { StoredStudy } from './stored-study.ts';

/** How trials are continued; an option that is left out is the trial's own. */
interface ContinueSettings extends StoredStudy {
  /** Maximum number of further epochs. Default: 10 times the study's maxEpochs. */
  readonly epochs?: number | undefined;
  /** Number of epochs without an improvement that ends a trial. Default: never. */
  readonly patience?: number | undefined;
  readonly learningRate?: number | undefined;
  /** A new schedule over these epochs. Default: constant, from where the schedule of the trial ends. */
  readonly schedule?: 'constant' | 'cosine' | 'step' | undefined;
  /** Seconds after which no trial begins, and those that run end with their epoch. */
  readonly time?: number | undefined;
  /** Trials that run at once. Default: one a core. */
  readonly workers?: number | undefined;
  /** Called with each new trial that has ended, in the order in which they end. */
  readonly onTrial?: ((trial: Trial) => void) | undefined;
  /** Once aborted it ends as if the time were over, with InterruptedError; what was trained is recorded. */
  readonly signal?: AbortSignal | undefined;
}

/** Trials by their numbers, or a number of the best. */
export type ContinueOptions = ContinueSettings &
  (
    | { readonly trials: readonly number[]; readonly top?: undefined }
    | { readonly top: number; readonly trials?: undefined }
  );

export interface ContinuedTrials {
  readonly study: string;
  /** In the order of their parents: the new trial, and by how much it is better. */
  readonly continued: readonly ContinuedTrial[];
}

/**
 * Trains stored trials further from their best epochs, each as a new trial that keeps the best of both, as `hpsearch
 * continue` does. UsageError before anything is trained; NoTrialCompletedError when no training completes.
 */
export async function continueTrials(options: ContinueOptions): Promise<ContinuedTrials> {
  const own = { onTrial, signal };
  const { onTrial: listener, signal: until, ...request } = readProgramOptions(continueOptions, own, options);
  const { study, continued } = await train(request, {
    begin: async () => until,
    onStart() {},
    onEpoch() {},
    onEnd: (trial) => listener?.(trial as never),
  });
  return { study: study.name, continued };
}
