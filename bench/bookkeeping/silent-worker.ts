import { parentPort, workerData } from 'node:worker_threads';
import type { TaskAnswer, TrialTask } from '../../src/pool/messages.ts';
import { openStore } from '../../src/store/open-store.ts';
import { keptOf } from '../../src/store/trial-result.ts';
import type { WorkerContext } from '../../src/training/worker-context.ts';

const context = workerData as WorkerContext;
const store = openStore(context.database, 'existing');
/** The weights of a net of 20-32-32-10. */
const weights = new Uint8Array(4 * 2058);
const epochs = 10;

/** A worker that does all of a trial but the training: reports ten epochs, and records the trial with its weights. */
export default async function work({ trial, attempt, ...task }: TrialTask): Promise<TaskAnswer> {
  parentPort?.postMessage({ kind: 'started', trial, attempt });
  const history = Array.from({ length: epochs }, (_, index) => ({
    epoch: index + 1,
    // Each trial is a little worse than the one before, so that the pruner has to look at every report.
    metrics: { loss: 1 / (index + 1), valLoss: 1 / (index + 1) + trial / 1e6, valAccuracy: 0.5 },
  }));
  for (const record of history) parentPort?.postMessage({ kind: 'epoch', trial, attempt, record });
  const last = history[epochs - 1] as (typeof history)[number];
  const outcome = {
    state: 'complete' as const,
    value: last.metrics.valLoss,
    metrics: last.metrics,
    bestEpoch: epochs,
    epochs,
    parameters: 2058,
  };
  const result = { outcome, history, seconds: 0, backend: context.backend, weights };
  const kept = keptOf(result, { ...task, trial }, context.spec.objective.direction);
  const isUnsynced = task.mayBeUnsynced === true;
  const claim = { ...task, trial, attempt };
  const isCurrent = await (await store).record(claim, kept, context.keep, isUnsynced ? 'later' : 'now');
  return isCurrent ? { kind: 'recorded', outcome, isUnsynced } : { kind: 'superseded' };
}
