import { NoTrialCompletedError, UsageError } from '../faults/errors.ts';
import { action, message } from '../faults/message.ts';
import type { UnrecordedRun } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';
import type { Store, Study } from '../store/store.ts';
import type { Configuration } from '../study/search-space.ts';
import { type EpochRecord, isRepeatable, type Trial } from '../study/trial.ts';
import { inOrder, runLanes } from './lanes.ts';
import { repeatedStreams } from './trial-streams.ts';
import { runUnrecorded } from './unrecorded-run.ts';

/** A training that is not recorded. */
export interface UnrecordedTask {
  /** The trial that is repeated or varied, from which the random streams derive. */
  readonly trial: Trial;
  /** Default: the trial's own. */
  readonly config?: Configuration;
  /** Keys that are added to the trial's streams; none repeats the trial's own training. */
  readonly branch: readonly (number | string)[];
  /** Indices of the folds of the pool's data. Default: all. */
  readonly folds?: readonly number[];
  /** As in TrialTask. */
  readonly watched?: readonly number[];
  /** The last epoch of each model, where the clock ended the trial. */
  readonly lastEpochs?: readonly number[];
}

export interface UnrecordedRunsInput {
  readonly study: Study;
  readonly pool: TrialPool;
  readonly tasks: readonly UnrecordedTask[];
  readonly signal: AbortSignal;
  onEnd(unrecordedRun: UnrecordedRun, index: number): void;
}

/**
 * Trains each task, and records nothing. Results are in the order of the tasks; fewer when the signal was aborted, since
 * interrupted trainings are left out.
 */
export async function runAllUnrecorded(input: UnrecordedRunsInput): Promise<UnrecordedRun[]> {
  const { study, pool, tasks, signal } = input;
  const { timeoutSeconds } = study.spec.training;
  const ended: UnrecordedRun[] = [];
  await runLanes(pool.size, inOrder(tasks.entries()), signal, async ([index, given]) => {
    const { trial, config = trial.config, branch, ...rest } = given;
    const streams = repeatedStreams(trial, branch);
    const task = { studyId: study.id, trial: trial.trial, config, streams, ...rest };
    const unrecordedRun = await runUnrecorded({ pool, timeoutSeconds, signal }, task);
    if (unrecordedRun === undefined) return;
    ended[index] = unrecordedRun;
    input.onEnd(unrecordedRun, index);
  });
  return ended.filter((each) => each !== undefined);
}

/** Another training of a trial; of one that the clock ended, for as many epochs. */
export function repetitionOf(
  trial: Trial,
  history: readonly EpochRecord[],
  branch: UnrecordedTask['branch'],
): UnrecordedTask {
  const lastEpochs = clockedEpochs(trial, history);
  return { trial, branch, ...(lastEpochs && { lastEpochs }) };
}

/** The last epoch of each model of a trial that the clock ended, or undefined. */
export function clockedEpochs(
  { outOfTime }: Pick<Trial, 'outOfTime'>,
  history: readonly EpochRecord[],
): number[] | undefined {
  return outOfTime && lastEpochsOf(history);
}

function lastEpochsOf(history: readonly EpochRecord[]): number[] {
  const folds = history[0]?.folds ?? [undefined];
  return folds.map((_, fold) => {
    const own = history.filter((record) => record.folds === undefined || record.folds[fold] != null);
    return own.at(-1)?.epoch ?? 0;
  });
}

/** Like `rerunnableTrial`, for a complete trial. */
export async function completeTrial(store: Store, study: Study, number: number): Promise<Trial> {
  const trial = await rerunnableTrial(store, study, number);
  if (trial.state === 'complete' && trial.value !== null) return trial;
  throw new UsageError(`trial ${number} is ${trial.state}, and must be complete`);
}

/** The best trial that was sampled. NoTrialCompletedError when there is none. */
export async function bestSampled(store: Store, study: Study): Promise<number> {
  const ranked = await store.top(study.id, Number.MAX_SAFE_INTEGER);
  const best = ranked.find(({ origin }) => origin === undefined);
  if (best !== undefined) return best.trial;
  throw new NoTrialCompletedError(`no sampled trial of study '${study.name}' is complete`);
}

/** A sampled or enqueued trial that has ended; else UsageError. */
export async function rerunnableTrial(store: Store, study: Study, number: number): Promise<Trial> {
  const trial = await store.trial(study.id, number);
  if (trial === undefined) throw new UsageError(`study '${study.name}' has no trial ${number}`);
  if (isRepeatable(trial)) {
    if (trial.state !== 'waiting' && trial.state !== 'running') return trial;
    throw new UsageError(message`trial ${number} has not ended yet: ${action('search')} resumes its study`);
  }
  const from = trial.parent === undefined ? '' : ` from trial ${trial.parent}`;
  const wayOut =
    trial.origin === 'continued' && trial.parent !== undefined
      ? message`: ${action('continueTrials', { trials: [trial.parent] })}, with the same options, gives it again`
      : '';
  throw new UsageError(message`trial ${number} was not sampled (${trial.origin as string}${from})${wayOut}`);
}
