import { UsageError } from '../faults/errors.ts';
import { action, message } from '../faults/message.ts';
import type { UnrecordedRun } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';
import type { Store, Study } from '../store/store.ts';
import { drawOf, type Trial } from '../study/trial.ts';
import { inOrder, runLanes } from './lanes.ts';
import { runUnrecorded } from './unrecorded-run.ts';

export interface UnrecordedRunsInput {
  readonly study: Study;
  readonly pool: TrialPool;
  /** A sampled one. */
  readonly trial: Trial;
  /** Each is a training of its own; an empty one is the trial's. */
  readonly branches: readonly (readonly (number | string)[])[];
  readonly signal: AbortSignal;
  onEnd(unrecordedRun: UnrecordedRun, index: number): void;
}

/**
 * Trains a trial again, once for each branch, and records nothing. In the order of the branches; fewer when the signal was
 * aborted, and those that ran then do not count.
 */
export async function runAllUnrecorded(input: UnrecordedRunsInput): Promise<UnrecordedRun[]> {
  const { study, pool, trial, branches, signal } = input;
  const { timeoutSeconds } = study.spec.training;
  const ended: UnrecordedRun[] = [];
  await runLanes(pool.size, inOrder(branches.entries()), signal, async ([index, branch]) => {
    const streams = { trial: drawOf(trial) ?? trial.trial, branch };
    const task = { studyId: study.id, trial: trial.trial, config: trial.config, streams };
    const unrecordedRun = await runUnrecorded({ pool, timeoutSeconds, signal }, task);
    if (unrecordedRun === undefined) return;
    ended[index] = unrecordedRun;
    input.onEnd(unrecordedRun, index);
  });
  return ended.filter((each) => each !== undefined);
}

/** A trial whose end is its own doing; else UsageError. */
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
