import { continueOptions, continueTrials as train } from '../actions/continue-trials.ts';
import type { ContinuedTrial } from '../reports/continue-report.ts';
import type { Trial } from '../study/trial.ts';
import { onTrial, readProgramOptions, signal } from './program-options.ts';
import type { StoredStudy } from './stored-study.ts';

/** How trials are continued; an absent option keeps the trial's own value. */
interface ContinueSettings extends StoredStudy {
  /** Maximum number of further epochs. Default: 10 times the study's maxEpochs. */
  readonly epochs?: number | undefined;
  /** Number of epochs without an improvement that ends a trial. Default: never. */
  readonly patience?: number | undefined;
  readonly learningRate?: number | undefined;
  /** A new schedule over these epochs. Default: constant, at the final rate of the trial's schedule. */
  readonly schedule?: 'constant' | 'cosine' | 'step' | undefined;
  /** Seconds after which no trial begins, and running ones end after their current epoch. */
  readonly time?: number | undefined;
  /** Number of trials that run at once. Default: one per core. */
  readonly workers?: number | undefined;
  /** Called with each new trial that has ended, in the order in which they end. */
  readonly onTrial?: ((trial: Trial) => void) | undefined;
  /** Once aborted it ends like at the time limit, with InterruptedError; finished epochs are recorded. */
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
  /** The new trials in the order of their parents, each with its gain. */
  readonly continued: readonly ContinuedTrial[];
}

/**
 * Trains stored trials further from their best epochs, each as a new trial that keeps the better of both, like
 * `hpsearch continue`. UsageError before anything is trained; NoTrialCompletedError when no training completes.
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
