import { UsageError } from '../faults/errors.ts';
import { action, message } from '../faults/message.ts';
import type { UnrecordedRun } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';
import type { Store, Study } from '../store/store.ts';
import { drawOf, type EpochRecord, type Trial } from '../study/trial.ts';
import { inOrder, runLanes } from './lanes.ts';
import { runUnrecorded } from './unrecorded-run.ts';

export interface UnrecordedRunsInput {
  readonly study: Study;
  readonly pool: TrialPool;
  /** A sampled one. */
  readonly trial: Trial;
  /** The trial's epochs. */
  readonly history: readonly EpochRecord[];
  /** One training per branch; an empty branch repeats the trial's own. */
  readonly branches: readonly (readonly (number | string)[])[];
  readonly signal: AbortSignal;
  onEnd(unrecordedRun: UnrecordedRun, index: number): void;
}

/**
 * Trains a trial again, once per branch, and records nothing. Results are in the order of the branches; fewer when the
 * signal was aborted, since interrupted trainings are left out.
 */
export async function runAllUnrecorded(input: UnrecordedRunsInput): Promise<UnrecordedRun[]> {
  const { study, pool, trial, branches, signal } = input;
  const { timeoutSeconds } = study.spec.training;
  const epochs = trial.outOfTime ? { lastEpochs: lastEpochsOf(input.history) } : {};
  const ended: UnrecordedRun[] = [];
  await runLanes(pool.size, inOrder(branches.entries()), signal, async ([index, branch]) => {
    const streams = { trial: drawOf(trial) ?? trial.trial, branch };
    const task = { studyId: study.id, trial: trial.trial, config: trial.config, streams, ...epochs };
    const unrecordedRun = await runUnrecorded({ pool, timeoutSeconds, signal }, task);
    if (unrecordedRun === undefined) return;
    ended[index] = unrecordedRun;
    input.onEnd(unrecordedRun, index);
  });
  return ended.filter((each) => each !== undefined);
}

/** The last epoch of each of a trial's models. */
function lastEpochsOf(history: readonly EpochRecord[]): number[] {
  const folds = history[0]?.folds ?? [undefined];
  return folds.map((_, fold) => {
    const own = history.filter((record) => record.folds === undefined || record.folds[fold] != null);
    return own.at(-1)?.epoch ?? 0;
  });
}

/** A trial that ended for reasons of its own; else UsageError. */
export async function rerunnableTrial(store: Store, study: Study, number: number): Promise<Trial> {
  const trial = await store.trial(study.id, number);
  if (trial === undefined) throw new UsageError(`study '${study.name}' has no trial ${number}`);
  if (trial.origin === undefined) {
    if (trial.state !== 'waiting' && trial.state !== 'running') return trial;
    throw new UsageError(message`trial ${number} has not ended yet: ${action('search')} resumes its study`);
  }
  const from = trial.parent === undefined ? '' : ` from trial ${trial.parent}`;
  const wayOut =
    trial.origin === 'continued' && trial.parent !== undefined
      ? message`: ${action('continueTrials', { trials: [trial.parent] })}, with the same options, gives it again`
      : '';
  throw new UsageError(message`trial ${number} was not sampled (${trial.origin}${from})${wayOut}`);
}
