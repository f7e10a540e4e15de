import { availableParallelism } from 'node:os';
import { InterruptedError, NoTrialCompletedError } from '../faults/errors.ts';
import type { ContinuedTrial } from '../reports/continue-report.ts';
import { abortAfter } from '../runs/abort-after.ts';
import { continueStudy } from '../search/continue-study.ts';
import { defaultDatabase } from '../store/default-database.ts';
import { requireStudy } from '../store/require-study.ts';
import { withStore } from '../store/with-store.ts';
import type { Trial } from '../study/trial.ts';
import {
  abortSignal,
  callback,
  number,
  oneOf,
  seconds,
  trialNumbers,
  wholeNumber,
} from './option-constraints.ts';
import { type Constraints, requireOptions } from './options.ts';
import { type StoredStudy, storedStudy } from './stored-study.ts';

/** How far trials go on; what is left out is the trial's own. */
interface ContinueSettings extends StoredStudy {
  /** How many more. Default: 10 times the study's maxEpochs. */
  readonly epochs?: number | undefined;
  /** Ends after so many epochs without an improvement. Default: never. */
  readonly patience?: number | undefined;
  readonly learningRate?: number | undefined;
  /** Anew, over these epochs. Default: constant, where the schedule of the trial ends. */
  readonly schedule?: 'constant' | 'cosine' | 'step' | undefined;
  /** Seconds after which no trial begins, and those that run end with their epoch. */
  readonly time?: number | undefined;
  /** Trials that run at once. Default: one a core. */
  readonly workers?: number | undefined;
  /** Hears of each new trial that has ended, in the order in which they end. */
  readonly onTrial?: ((trial: Trial) => void) | undefined;
  /** Once aborted it is as if the time were over, and InterruptedError comes; what was trained is recorded. */
  readonly signal?: AbortSignal | undefined;
}

/** Trials by their numbers, or so many of the best. */
export type ContinueOptions = ContinueSettings &
  (
    | { readonly trials: readonly number[]; readonly top?: undefined }
    | { readonly top: number; readonly trials?: undefined }
  );

export interface ContinuedTrials {
  readonly study: string;
  /** Of those that began, in their order: the new trial, and by how much it is better than its parent. */
  readonly continued: readonly ContinuedTrial[];
}

const constraints: Constraints<ContinueOptions> = {
  ...storedStudy,
  ...{ trials: trialNumbers, top: wholeNumber(1), epochs: wholeNumber(1), patience: wholeNumber(1) },
  learningRate: number('a number above 0', (rate) => rate > 0),
  schedule: oneOf(['constant', 'cosine', 'step']),
  ...{ time: seconds, workers: wholeNumber(1), onTrial: callback, signal: abortSignal },
};

function oneChoice({ trials, top }: ContinueOptions): string | undefined {
  if ((trials === undefined) !== (top === undefined)) return undefined;
  return 'trials: must be given, or else top, and not both';
}

/**
 * Goes on with trained trials from their best epochs, each as a new trial that keeps the best of both, as `hpsearch
 * continue` does. UsageError before anything is trained; NoTrialCompletedError when no training completes.
 */
export async function continueTrials(options: ContinueOptions): Promise<ContinuedTrials> {
  requireOptions<ContinueOptions>(options, constraints, { together: (given) => [oneChoice(given)] });
  const { db = defaultDatabase(), trials, top, epochs, patience, learningRate, schedule, time } = options;
  const { workers = availableParallelism(), onTrial, signal } = options;
  return withStore(db, async (store) => {
    const study = await requireStudy(store, options.study, db);
    const { continued } = await continueStudy(
      { store, study, db },
      { trials: trials ?? { top: top ?? 1 }, epochs, patience, learningRate, schedule, workers },
      async () => {
        const deadline = abortAfter(time, ...(signal === undefined ? [] : [signal]));
        return {
          ...{ signal: deadline.signal, close: deadline.release },
          ...{ onStart() {}, onEpoch() {}, onEnd: (trial: Trial) => onTrial?.(trial) },
        };
      },
    );
    if (signal?.aborted) throw new InterruptedError('interrupted; what was trained is recorded');
    if (!continued.some(({ trial }) => trial.state === 'complete')) {
      throw new NoTrialCompletedError('no continued trial completed');
    }
    return { study: study.name, continued };
  });
}
