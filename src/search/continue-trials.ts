import { UsageError } from '../faults/errors.ts';
import { joined, type Message } from '../faults/message.ts';
import { askToStop, createStopFlag, type WorkerReport } from '../pool/messages.ts';
import { inOrder, runLanes } from '../runs/lanes.ts';
import { LiveEpochs } from '../runs/live-epochs.ts';
import { asRecordingError, keepAll, runClaimed, type TrialRunContext } from '../runs/run-claimed.ts';
import type { Store, Study } from '../store/store.ts';
import { weightsNotKept } from '../study/kept-weights.ts';
import { firstOfEachLine, rootOf } from '../study/lineage.ts';
import type { Configuration } from '../study/search-space.ts';
import { whyNoModels } from '../study/study-spec.ts';
import { drawOf, type Trial } from '../study/trial.ts';
import type { SearchEvents } from './search.ts';

export interface ContinueInput extends Omit<TrialRunContext, 'keep' | 'live'> {
  /** Complete trials with stored weights; their continuations are numbered in this order. */
  readonly parents: readonly Trial[];
  readonly epochs: number;
  readonly patience: number;
  configure(parent: Configuration): Configuration;
  /** Once aborted no further continuation begins; running ones end after their current epoch and keep the best. */
  readonly signal: AbortSignal;
  readonly events: SearchEvents;
}

export interface Continued {
  readonly parent: Trial;
  readonly trial: Trial;
}

/** The study's time limit per epoch, for the larger number of epochs. */
function timeoutFor({ spec }: Study, epochs: number): number {
  const { timeoutSeconds, maxEpochs } = spec.training;
  return timeoutSeconds * Math.max(1, epochs / maxEpochs);
}

/**
 * Continues these trials from their best epochs, each as a new trial that keeps the better of both. A continuation
 * depends only on the parent and the request. Returns the continuations that ran, in order.
 */
export async function continueTrials(input: ContinueInput): Promise<Continued[]> {
  const { store, pool, parents, signal } = input;
  const live = new LiveEpochs(store);
  const continued = new Map<Trial, Trial>();
  await runLanes(pool.size, inOrder(parents), signal, async (parent) => {
    const trial = await continueTrial({ ...input, live }, parent);
    if (trial !== undefined) continued.set(parent, trial);
  });
  return parents.flatMap((parent) => {
    const trial = continued.get(parent);
    return trial === undefined ? [] : [{ parent, trial }];
  });
}

async function continueTrial(
  input: ContinueInput & Pick<TrialRunContext, 'live'>,
  parent: Trial,
): Promise<Trial | undefined> {
  const { study, store, events, signal, epochs, patience } = input;
  const config = input.configure(parent.config);
  const claim = await store.beginDerived(study.id, { origin: 'continued', parent: parent.trial, config });
  const { trial } = claim;
  const task = {
    config,
    stop: createStopFlag(),
    streams: await streamsOf(store, study, parent),
    continuation: { parent: parent.trial, epochs, patience },
  };
  const stop = () => askToStop(task.stop);
  const onReport = (report: WorkerReport) => {
    if (report.kind === 'epoch') events.onEpoch(trial, report.record.epoch);
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  events.onStart(trial);
  try {
    const timeoutSeconds = timeoutFor(study, epochs);
    const ended = await runClaimed({ ...input, keep: keepAll }, claim, task, { timeoutSeconds, onReport });
    if (ended !== undefined) await events.onEnd(ended);
    return ended;
  } catch (error) {
    throw asRecordingError(error, trial);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The random streams of a continuation: they depend only on the trial and the epoch from which it continues. */
async function streamsOf(store: Store, study: Study, parent: Trial) {
  const root = await rootOf(parent, (number) => store.trial(study.id, number));
  const draw = drawOf(root);
  const origin = draw === undefined ? [root.origin as string] : [];
  return { trial: draw ?? root.trial, branch: [...origin, 'continued', parent.bestEpoch as number] };
}

/** These trials, if each is complete and has stored weights; else UsageError with the reason for each that does not. */
export async function continuableTrials(
  store: Store,
  study: Study,
  numbers: readonly number[],
): Promise<Trial[]> {
  const kept = await trialsWithWeights(store, study);
  const asked = [...new Set(numbers)];
  const trials = await Promise.all(asked.map((number) => store.trial(study.id, number)));
  const faults = asked.flatMap((number, index): Message[] => {
    const trial = trials[index];
    if (trial === undefined) return [`study '${study.name}' has no trial ${number}`];
    if (trial.state !== 'complete') {
      return [`trial ${number} is ${trial.state}: only a complete one can be gone on with`];
    }
    return kept.has(number) ? [] : [weightsNotKept(trial)];
  });
  if (faults.length > 0) throw new UsageError(joined(faults, '\n'));
  return trials.filter((trial) => trial !== undefined);
}

/** The best trials with stored weights; those that already have a continuation are replaced by it. */
export async function bestContinuable(store: Store, study: Study, count: number): Promise<Trial[]> {
  const kept = await trialsWithWeights(store, study);
  const ranked = (await store.top(study.id, Number.MAX_SAFE_INTEGER)).filter(({ trial }) => kept.has(trial));
  const best = await firstOfEachLine(ranked, (number) => store.trial(study.id, number));
  return best.slice(0, count);
}

/** UsageError for a study without models: its trials have no weights to lose. */
async function trialsWithWeights(store: Store, study: Study): Promise<ReadonlySet<number>> {
  const reason = whyNoModels(study.spec.model);
  if (reason !== undefined) throw new UsageError(`'${study.name}': ${reason}`);
  return new Set(await store.trialsWithWeights(study.id));
}
