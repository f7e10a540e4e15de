import { workerData } from 'node:worker_threads';
import { trialThread } from '../src/modules/trial-thread.ts';
import type { CallContext } from '../src/objectives/call-context.ts';
import { callObjective } from '../src/objectives/call-objective.ts';
import { loadObjective } from '../src/objectives/objective.ts';
import { isAskedToStop, type TaskAnswer, type TrialTask, type WorkerReport } from '../src/pool/messages.ts';
import { watchGrowth } from '../src/pool/renewal.ts';
import { randomFor } from '../src/statistics/random.ts';
import { withoutSecrets } from '../src/store/location.ts';
import { openStore } from '../src/store/open-store.ts';
import { withSeededMathRandom } from '../src/training/seeded-math-random.ts';
import { judged, recordTask } from './record-task.ts';
import { rungOf } from './rung-of.ts';

const context = workerData as CallContext;
const thread = trialThread();
const grownBytes = watchGrowth();
let loaded: ReturnType<typeof load> | undefined;

/** The counterpart of `train.ts` for a study whose trials call a function; it never loads TensorFlow.js. */
export default function call(task: TrialTask): Promise<TaskAnswer> {
  return thread.run(() => callTask(task));
}

async function callTask(task: TrialTask): Promise<TaskAnswer> {
  loaded ??= load();
  const { called, store } = await loaded;
  const { trial, attempt, config, streams = { trial } } = task;
  const report = (message: WorkerReport) => thread.post(message);
  const { training, objective, search } = context.spec;
  report({ kind: 'started', trial, attempt });

  const startedAt = thread.now();
  const { timeoutSeconds, maxEpochs } = training;
  // A call cannot be resumed: a promoted one begins anew, and one up to the last rung ends by itself.
  const until = task.rung && task.rung.epochs < maxEpochs ? task.rung.epochs : undefined;
  const { outcome, history } = await withSeededMathRandom(
    randomFor(search.seed, streams.trial, 'Math.random'),
    () =>
      callObjective(
        { ...called, config, objective, timeoutSeconds, seed: search.seed, trial: streams.trial, until },
        {
          onStep: (record) => report({ kind: 'epoch', trial, attempt, record }),
          shouldStop: () => isAskedToStop(task.stop),
        },
      ),
  );
  const seconds = (thread.now() - startedAt) / 1000;
  const ended = { outcome: judged(outcome, thread.damage(), context.spec), history, seconds, backend: null };
  const { result } = rungOf(store, task).reached(ended, undefined);
  const recorder = { store, database: withoutSecrets(context.database), post: report };
  return {
    ...(await recordTask(recorder, task, result, context)),
    grownBytes: grownBytes(),
  };
}

async function load() {
  thread.seal();
  const [called, store] = await Promise.all([
    loadObjective(context.model, context.directory),
    openStore(context.database, 'existing', { isPatient: true }),
  ]);
  return { called, store };
}
