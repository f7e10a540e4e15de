import { createHash } from 'node:crypto';
import { InterruptedError, UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { seedSpread } from '../metrics/seed-spread.ts';
import type { UnrecordedRun } from '../pool/messages.ts';
import type { RerunReport, SpreadReport } from '../reports/rerun-report.ts';
import { keptValues } from '../runs/kept-trainings.ts';
import { softwareChanges, softwareOf } from '../runs/software.ts';
import { openStoredPool } from '../runs/stored-study-pool.ts';
import { repetitionOf, runAllUnrecorded } from '../runs/unrecorded-runs.ts';
import type { Store, Study } from '../store/store.ts';
import type { Trial } from '../study/trial.ts';
import { compareRerun } from './compare-rerun.ts';
import { isBestTrial, seedTasks } from './kept-spread.ts';

/** A trial to train again, and its study. */
export interface RerunContext {
  readonly store: Store;
  readonly study: Study;
  readonly trial: Trial;
  readonly db: string;
  readonly workers: number;
  /** Called before the first of `missing` trainings; the values of `kept` ones are known from an earlier command. */
  begin(missing: number, kept: number): RerunWatch;
}

/** Callbacks of a rerun, and its signal. */
export interface RerunWatch {
  readonly signal: AbortSignal;
  /** Called as each training ends; `seed` counts from 1, 0 being the trial's own. */
  onEnd(outcome: UnrecordedRun['outcome'], seed: number): void;
}

/** Trains the trial again and compares the result bit for bit. InterruptedError once the signal is aborted. */
export async function proveSame(room: RerunContext): Promise<RerunReport> {
  const { store, study, trial } = room;
  const again = await trainAgain(room);
  const weights = await store.weights(study.id, trial.trial);
  const weightsDigest = weights && createHash('sha256').update(weights).digest('hex');
  const history = await store.history(study.id, trial.trial);
  const comparison = compareRerun({ trial, history, weightsDigest }, again);
  const versions = softwareChanges(study.versions, await softwareOf(study.backend));
  return { study: study.name, trial: trial.trial, ...comparison, versions };
}

/**
 * Trains the trial's configuration with `seeds` other seeds and keeps their values; the same trial and seeds give the
 * same report. UsageError when the trial is not complete, InterruptedError once the signal is aborted.
 */
export async function spreadOverSeeds(room: RerunContext, seeds: number): Promise<SpreadReport> {
  const { store, study, trial, db, workers, begin } = room;
  if (trial.value === null || trial.state !== 'complete') {
    throw new UsageError(
      message`${option('seeds')}: trial ${trial.trial} is ${trial.state}, and must be complete`,
    );
  }
  const history = await store.history(study.id, trial.trial);
  const tasks = seedTasks(trial, history, seeds);
  const all = await keptValues({
    ...{ store, study, trial, tasks },
    openPool: async (missing) => (await openStoredPool(study, db, { workers, trainings: missing })).pool,
    begin: (missing, kept) => {
      const { signal, onEnd } = begin(missing, kept);
      return { signal, onEnd: (outcome, index) => onEnd(outcome, index + 1) };
    },
  });
  const values = all.filter((value) => value !== null);
  return {
    ...{ study: study.name, trial: trial.trial, isBest: await isBestTrial(store, study, trial) },
    ...seedSpread(trial.value, values, study.spec.objective),
    failed: seeds - values.length,
    versions: softwareChanges(study.versions, await softwareOf(study.backend)),
  };
}

async function trainAgain({ store, study, trial, db, workers, begin }: RerunContext): Promise<UnrecordedRun> {
  const { pool } = await openStoredPool(study, db, { workers, trainings: 1 });
  try {
    const history = await store.history(study.id, trial.trial);
    const { signal, onEnd } = begin(1, 0);
    const [again] = await runAllUnrecorded({
      ...{ study, pool, signal, tasks: [repetitionOf(trial, history, [])] },
      onEnd: ({ outcome }) => onEnd(outcome, 0),
    });
    if (again !== undefined) return again;
    throw new InterruptedError('interrupted; nothing is recorded of a rerun');
  } finally {
    await pool.close();
  }
}
