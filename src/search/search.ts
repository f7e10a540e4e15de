import { askToStop, createStopFlag, type WorkerReport } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';
import type { Pruner } from '../pruners/pruner.ts';
import { type Curves, createCurves } from '../runs/curves.ts';
import { runLanes } from '../runs/lanes.ts';
import { asRecordingError, RecordingError, runClaimed } from '../runs/run-claimed.ts';
import type { Store, Study } from '../store/store.ts';
import { drawOf, type Trial } from '../study/trial.ts';

export { RecordingError };

/** What happens in a search, for whoever shows it. */
export interface SearchEvents {
  onStart(trial: number): void;
  onEpoch(trial: number, epoch: number): void;
  /** What it returns is waited for; a rejection ends the search as an error does that is thrown. */
  onEnd(trial: Trial): unknown;
}

export interface SearchInput {
  readonly study: Study;
  readonly store: Store;
  readonly pool: TrialPool;
  readonly pruner: Pruner;
  /** So many sampled trials run, those that are waiting. */
  readonly trials: number;
  readonly keep: number;
  /** Once aborted no further trial starts; those that run end and are recorded. */
  readonly signal: AbortSignal;
  readonly events: SearchEvents;
}

/**
 * Runs the waiting ones of the first `trials` sampled trials, as many at once as the pool has workers, in the order of
 * their draws. Resolves when all have ended, or when the signal was aborted and those that ran have ended.
 */
export async function runSearch(input: SearchInput): Promise<void> {
  const { study, store, pool, signal } = input;
  const waiting = (await store.trials(study.id))
    .map((trial) => ({ ...trial, draw: drawOf(trial) ?? Number.POSITIVE_INFINITY }))
    .filter(({ state, draw }) => state === 'waiting' && draw < input.trials)
    .sort((one, other) => one.draw - other.draw);
  const curves = await createCurves(store, study, input.pruner);
  await runLanes(pool.size, waiting, signal, (next) =>
    runTrial(input, next, curves).catch((error) => {
      throw asRecordingError(error, next.trial);
    }),
  );
}

/** sample → run → record → judge, for one trial. */
async function runTrial(
  input: SearchInput,
  { trial, draw, config }: Trial & { readonly draw: number },
  curves: Curves,
): Promise<void> {
  const { study, store, events } = input;
  const claim = await store.claim(study.id, trial);
  if (claim === undefined) return;
  const stop = createStopFlag();
  const onReport = (report: WorkerReport) => {
    if (report.kind !== 'epoch') return;
    events.onEpoch(trial, report.record.epoch);
    if (curves.shouldPrune(trial, report.record)) askToStop(stop);
  };
  events.onStart(trial);
  const { timeoutSeconds } = study.spec.training;
  const task = { config, stop, ...(draw === trial ? {} : { streams: { trial: draw } }) };
  const ended = await runClaimed(input, claim, task, { timeoutSeconds, onReport });
  if (ended === undefined) return;
  await curves.end(ended);
  // A superseded trial may be in another process's hands now.
  if (ended.state !== 'waiting' && ended.state !== 'running') await events.onEnd(ended);
}
