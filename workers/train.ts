import { parentPort, workerData } from 'node:worker_threads';
import { isAskedToStop, type TaskAnswer, type TrialTask, type WorkerReport } from '../src/pool/messages.ts';
import { watchGrowth } from '../src/pool/renewal.ts';
import { openStore } from '../src/store/open-store.ts';
import { loadBackend } from '../src/training/backend.ts';
import { loadFamily } from '../src/training/models/user-module.ts';
import { trainTrial } from '../src/training/train.ts';
import type { WorkerContext } from '../src/training/worker-context.ts';

const context = workerData as WorkerContext;
const grownBytes = watchGrowth();
let loaded: ReturnType<typeof load> | undefined;
let isUsed = false;

// A user's module may print; the standard output belongs to the command's result.
console.log = console.error;

/** The thread's side: train one trial, and record it here, so that weights never cross threads. */
export default async function train(task: TrialTask): Promise<TaskAnswer> {
  const wasUsed = isUsed;
  isUsed = true;
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
  // Other trials may have left it too little memory: a new worker says whether it fits, and records it.
  if (wasUsed && outcome.state === 'failed' && outcome.failure.kind === 'memory') {
    return { kind: 'lost', failure: outcome.failure };
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const kept = weights === undefined ? {} : { weights };
  try {
    const result = { outcome, history, seconds, backend: backend.name, ...kept };
    const isCurrent = await store.record(task, result, context.keep);
    return {
      ...(isCurrent ? { kind: 'recorded', outcome } : { kind: 'superseded' }),
      grownBytes: grownBytes(),
    };
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
