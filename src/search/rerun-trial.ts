import { createHash } from 'node:crypto';
import { InterruptedError, UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import type { UnrecordedRun } from '../pool/messages.ts';
import type { RerunReport, SpreadReport, VersionChange } from '../reports/rerun-report.ts';
import { softwareChanges, softwareOf } from '../runs/software.ts';
import { openStoredPool } from '../runs/stored-study-pool.ts';
import { repetitionOf, runAllUnrecorded } from '../runs/unrecorded-runs.ts';
import type { Store, Study } from '../store/store.ts';
import type { Trial } from '../study/trial.ts';
import { compareRerun } from './compare-rerun.ts';
import { seedSpread } from './seed-spread.ts';

/** A trial to train again, and its study. */
export interface RerunContext {
  readonly store: Store;
  readonly study: Study;
  readonly trial: Trial;
  readonly db: string;
  readonly workers: number;
  /** Called before the first of `trainings`. */
  begin(trainings: number): RerunWatch;
}

/** Callbacks of a rerun, and its signal. */
export interface RerunWatch {
  readonly signal: AbortSignal;
  onEnd(unrecordedRun: UnrecordedRun, index: number): void;
}

/** Trains the trial again and compares the result bit for bit. InterruptedError once the signal is aborted. */
export async function proveSame(room: RerunContext): Promise<RerunReport> {
  const { store, study, trial } = room;
  const {
    ended: [again],
    versions,
  } = await train(room, [[]]);
  if (again === undefined) throw interrupted();
  const weights = await store.weights(study.id, trial.trial);
  const weightsDigest = weights && createHash('sha256').update(weights).digest('hex');
  const history = await store.history(study.id, trial.trial);
  const comparison = compareRerun({ trial, history, weightsDigest }, again);
  return { study: study.name, trial: trial.trial, ...comparison, versions };
}

/**
 * Trains the trial's configuration with `seeds` other seeds. UsageError when it is not complete, InterruptedError once
 * the signal is aborted.
 */
export async function spreadOverSeeds(room: RerunContext, seeds: number): Promise<SpreadReport> {
  const { store, study, trial } = room;
  if (trial.value === null || trial.state !== 'complete') {
    throw new UsageError(
      message`${option('seeds')}: trial ${trial.trial} is ${trial.state}, and must be complete`,
    );
  }
  const branches = Array.from({ length: seeds }, (_, index) => ['repetition', index + 1]);
  const { ended, versions } = await train(room, branches);
  if (ended.length < seeds) throw interrupted();
  const outcomes = ended.map(({ outcome }) => outcome);
  const spread = seedSpread(trial.value, outcomes, study.spec.objective);
  const [best] = await store.top(study.id, 1);
  return { study: study.name, trial: trial.trial, isBest: best?.trial === trial.trial, ...spread, versions };
}

async function train(
  { store, study, trial, db, workers, begin }: RerunContext,
  branches: readonly (readonly (number | string)[])[],
): Promise<{ ended: UnrecordedRun[]; versions: VersionChange[] }> {
  const { pool } = await openStoredPool(study, db, Math.min(workers, branches.length));
  try {
    const history = await store.history(study.id, trial.trial);
    const tasks = branches.map((branch) => repetitionOf(trial, history, branch));
    const ended = await runAllUnrecorded({ study, pool, tasks, ...begin(branches.length) });
    return { ended, versions: softwareChanges(study.versions, await softwareOf(study.backend)) };
  } finally {
    await pool.close();
  }
}

function interrupted(): InterruptedError {
  return new InterruptedError('interrupted; nothing is recorded of a rerun');
}
