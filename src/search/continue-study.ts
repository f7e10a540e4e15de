import { NoTrialCompletedError } from '../faults/errors.ts';
import { type ContinuedTrial, continuedTrial } from '../reports/continue-report.ts';
import { leaseStudy } from '../runs/open-study.ts';
import { openStoredPool } from '../runs/stored-study-pool.ts';
import { whileLeased } from '../runs/while-leased.ts';
import type { Store, Study } from '../store/store.ts';
import type { Trial } from '../study/trial.ts';
import { bestContinuable, continuableTrials, continueTrials } from './continue-trials.ts';
import { continuedConfiguration, type RateChanges } from './continued-configuration.ts';
import type { SearchEvents } from './search.ts';

/** A continuation trains for this many times the study's maxEpochs: networks keep learning for long. */
export const epochsFactor = 10;

/** The trials to continue, and the number of epochs. */
export interface ContinueRequest extends RateChanges {
  /** Their numbers, or the number of best trials. */
  readonly trials: readonly number[] | { readonly top: number };
  /** Default: `epochsFactor` times the study's maxEpochs. */
  readonly epochs?: number | undefined;
  /** Default: none; all epochs are trained. */
  readonly patience?: number | undefined;
  readonly workers: number;
}

/** The continuation that is about to begin. */
export interface ContinuePlan {
  readonly study: Study;
  readonly parents: readonly Trial[];
  readonly epochs: number;
  readonly workers: number;
}

/** Callbacks of a continuation, and its signal. */
export interface ContinueWatch extends SearchEvents {
  /** Once aborted no further trial begins; running ones end after their current epoch and keep the best. */
  readonly signal: AbortSignal;
  close(): void;
}

export interface ContinuedStudy {
  readonly parents: readonly Trial[];
  /** The trials that began, in their order. */
  readonly continued: readonly ContinuedTrial[];
}

/**
 * Continues trials of a stored study, which this process leases meanwhile. UsageError for trials that cannot be
 * continued, NoTrialCompletedError when there is none; `begin` is called after both checks.
 */
export async function continueStudy(
  { store, study: found, db }: { readonly store: Store; readonly study: Study; readonly db: string },
  request: ContinueRequest,
  begin: (plan: ContinuePlan) => Promise<ContinueWatch>,
): Promise<ContinuedStudy> {
  const study = await leaseStudy(store, found);
  return whileLeased(store, study, async () => {
    const parents = await parentsOf(store, study, request.trials);
    const epochs = request.epochs ?? epochsFactor * study.spec.training.maxEpochs;
    const workers = Math.min(request.workers, parents.length);
    const { pool } = await openStoredPool(study, db, { workers: request.workers, trainings: parents.length });
    let watch: ContinueWatch | undefined;
    try {
      watch = await begin({ study, parents, epochs, workers });
      const continued = await continueTrials({
        ...{ study, store, pool, parents, epochs },
        patience: request.patience ?? epochs,
        configure: (config) => continuedConfiguration(config, request, study.spec.model),
        signal: watch.signal,
        events: watch,
      });
      const { objective } = study.spec;
      return {
        parents,
        continued: continued.map(({ parent, trial }) => continuedTrial(parent, trial, objective)),
      };
    } finally {
      watch?.close();
      await pool.close();
    }
  });
}

async function parentsOf(
  store: Store,
  study: Study,
  trials: ContinueRequest['trials'],
): Promise<readonly Trial[]> {
  if (!('top' in trials)) return continuableTrials(store, study, trials);
  const best = await bestContinuable(store, study, trials.top);
  if (best.length > 0) return best;
  throw new NoTrialCompletedError(`no trial of study '${study.name}' is complete and has kept its weights`);
}
