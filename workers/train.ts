import { parentPort, workerData } from 'node:worker_threads';
import { isAskedToStop, type TaskEnd, type TrialTask, type WorkerReport } from '../src/pool/messages.ts';
import { openStore } from '../src/store/open-store.ts';
import { loadBackend } from '../src/training/backend.ts';
import { loadFamily } from '../src/training/models/user-module.ts';
import { trainTrial } from '../src/training/train.ts';
import type { WorkerContext } from '../src/training/worker-context.ts';

const context = workerData as WorkerContext;
let loaded: ReturnType<typeof load> | undefined;

// A user's module may print; the standard output belongs to the command's result.
console.log = console.error;

/** The thread's side: train one trial, and record it here, so that weights never cross threads. */
export default async function train(task: TrialTask): Promise<TaskEnd> {
  loaded ??= load();
  const { backend, family, store } = await loaded;
  const { trial, attempt, config } = task;
  const report = (message: WorkerReport) => parentPort?.postMessage(message);
  const { training, objective, search } = context.spec;
  report({ kind: 'started', trial, attempt });

  const startedAt = performance.now();
  const { outcome, history, weights } = await trainTrial(
    { backend, family, config, trial, training, objective, dataset: context.dataset, seed: search.seed },
    {
      onEpoch: (record) => report({ kind: 'epoch', trial, attempt, record }),
      shouldStop: () => isAskedToStop(task.stop),
    },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const kept = weights === undefined ? {} : { weights };
  try {
    const result = { outcome, history, seconds, backend: backend.name, ...kept };
    const isCurrent = await store.record(task, result, context.keep);
    return isCurrent ? { kind: 'recorded', outcome } : { kind: 'superseded' };
  } catch (error) {
    return { kind: 'storeFailed', message: error instanceof Error ? error.message : String(error) };
  }
}

async function load() {
  const [backend, family, store] = await Promise.all([
    loadBackend(context.backend),
    loadFamily(context.spec.model, context.directory),
    openStore(context.database, 'existing'),
  ]);
  return { backend, family, store };
}
