import { availableParallelism } from 'node:os';
import type { RerunReport, SpreadReport } from '../reports/rerun-report.ts';
import { rerunnableTrial } from '../runs/unrecorded-runs.ts';
import { proveSame, type RerunRoom, spreadOverSeeds } from '../search/rerun-trial.ts';
import { defaultDatabase } from '../store/default-database.ts';
import { requireStudy } from '../store/require-study.ts';
import { withStore } from '../store/with-store.ts';
import { abortSignal, wholeNumber } from './option-constraints.ts';
import { type Constraints, requireOptions } from './options.ts';
import { type StoredStudy, storedStudy } from './stored-study.ts';

export interface RerunOptions extends StoredStudy {
  /** The number of a sampled trial that has ended. */
  readonly trial: number;
  /** Trains it so many times with other initial weights, orders and dropout. Default: once, as it was. */
  readonly seeds?: number | undefined;
  /** Trainings that run at once. Default: one a core. */
  readonly workers?: number | undefined;
  /** Once aborted all ends, and InterruptedError comes. */
  readonly signal?: AbortSignal | undefined;
}

const constraints: Constraints<RerunOptions> = {
  ...storedStudy,
  ...{ trial: wholeNumber(0), seeds: wholeNumber(1), workers: wholeNumber(1), signal: abortSignal },
};

/**
 * Trains a trial again and compares it bit for bit; with `seeds`, says what its configuration reaches with other seeds, as
 * `hpsearch rerun` does. Records nothing. UsageError for a trial that cannot be trained again, or has other data now.
 */
export function rerun(options: RerunOptions & { readonly seeds?: undefined }): Promise<RerunReport>;
export function rerun(options: RerunOptions & { readonly seeds: number }): Promise<SpreadReport>;
export function rerun(options: RerunOptions): Promise<RerunReport | SpreadReport>;
export async function rerun(options: RerunOptions): Promise<RerunReport | SpreadReport> {
  requireOptions<RerunOptions>(options, constraints, { required: ['trial'] });
  const { db = defaultDatabase(), trial: number, seeds } = options;
  const { workers = availableParallelism(), signal = new AbortController().signal } = options;
  return withStore(db, async (store) => {
    const study = await requireStudy(store, options.study, db);
    const trial = await rerunnableTrial(store, study, number);
    const room: RerunRoom = { store, study, trial, db, workers, begin: () => ({ signal, onEnd() {} }) };
    return seeds === undefined ? proveSame(room) : spreadOverSeeds(room, seeds, 'seeds');
  });
}
