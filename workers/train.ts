import { createHash } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import type { Predictions } from '../src/metrics/predictions.ts';
import { trialThread } from '../src/modules/trial-thread.ts';
import {
  type Continuation,
  isAskedToStop,
  type TaskAnswer,
  type TaskEnd,
  type TrialTask,
  type WorkerReport,
} from '../src/pool/messages.ts';
import { watchGrowth } from '../src/pool/renewal.ts';
import { DatabaseError } from '../src/store/database-error.ts';
import { withoutSecrets } from '../src/store/location.ts';
import { openStore } from '../src/store/open-store.ts';
import type { DistillationSettings } from '../src/study/distillation.ts';
import { predictionWidth } from '../src/study/outputs/task-widths.ts';
import { trainingOf } from '../src/study/searched/searched-settings.ts';
import type { TrainingSpec } from '../src/study/study-spec.ts';
import { loadBackend } from '../src/training/backend.ts';
import { withFolds } from '../src/training/folds/fold-dataset.ts';
import { type ModelHooks, trainModels } from '../src/training/folds/train-models.ts';
import type { Distillation } from '../src/training/loop/distillation.ts';
import { loadFamily } from '../src/training/models/user-module.ts';
import { trainingInputs } from '../src/training/select-inputs.ts';
import type { EarlyContext, WorkerContext } from '../src/training/worker-context.ts';
import { foldsOf } from './folds-of.ts';
import { HeldTraining } from './held-training.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { judged, recordTask } from './record-task.ts';
import { rungOf } from './rung-of.ts';

const given = workerData as WorkerContext | EarlyContext;
const early = 'early' in given ? given.early : given;
/** Undefined until the first task, in a thread that has started early. */
let context = ('early' in given ? given.later.value : given) as WorkerContext;
const thread = trialThread();
const grownBytes = watchGrowth();
// At once, while the study may still be checked; who waits for it meets its error.
const loading = loadBackend(early.backend, early.threads);
loading.then(
  () => thread.watch(),
  () => undefined,
);
let loaded: ReturnType<typeof load> | undefined;
const held = new HeldTraining();
let isUsed = false;

/** Trains one trial and records it in this thread, so that weights never cross threads. */
export default function train(task: TrialTask): Promise<TaskAnswer> {
  return thread.run(() => trainTask(task));
}

async function trainTask(task: TrialTask): Promise<TaskAnswer> {
  const wasUsed = isUsed;
  isUsed = true;
  if (task.later !== undefined) context = task.later as WorkerContext;
  loaded ??= load();
  const { backend, family, store } = await loaded;
  const grown = () => grownBytes() + (backend.machine?.sharedBytes ?? 0);
  const { trial, attempt, config, continuation, streams = { trial } } = task;
  const report = (message: WorkerReport) => thread.post(message);
  const { training, objective, search, where } = context.spec;
  backend.machine?.useThreads(task.threads);
  report({ kind: 'started', trial, attempt });
  const goesOn = await held.goOn(task);

  const startedAt = thread.now();
  const recorder = { store, database: withoutSecrets(context.database), post: report };
  const folds = foldsOf(recorder, task, () => thread.now());
  const checkpoint = continuation && (await readCheckpoint(store, task.studyId, continuation.parent));
  const rung = rungOf(store, task, goesOn?.seconds);
  const begun = goesOn === undefined ? await rung.start().catch(storeFailure) : {};
  if ('kind' in begun) return begun;
  const clock = clockOf(task);
  const dynamics: Float64Array[] = [];
  const watch = task.watched && watcher(task.watched, dynamics);
  const start = (atStop: ModelHooks['atStop']) =>
    trainModels(
      {
        ...{ backend, family, config, objective, checkpoint, seed: search.seed, ...streams, ...begun },
        dataset: trainingInputs(
          task.folds === undefined ? context.dataset : withFolds(context.dataset, task.folds),
          config,
        ),
        initial: context.initial,
        where,
        clock,
        lastEpochs: task.lastEpochs,
        distillation: task.distillation && lesson(task.distillation),
        training: {
          ...trainingOf(training, config),
          ...(continuation && continued(continuation)),
          // Models of chosen folds are compared by their values, and predict nothing.
          ...(task.folds && { final: 'bag' }),
        },
      },
      {
        onEpoch: (record, fold, predictions) => {
          report({
            ...{ kind: 'epoch', trial, attempt: held.task.attempt, record },
            ...(fold !== undefined && { fold }),
          });
          if (predictions !== undefined) watch?.(predictions);
        },
        shouldStop: () => isAskedToStop(held.task.stop),
        ...folds,
        // The time of a clock would pass while the training is held.
        atStop: clock === undefined ? atStop : undefined,
      },
    );
  const trained = await (goesOn?.trained ?? held.begin(task, start)).catch(storeFailure);
  if ('kind' in trained) return trained;
  const { outcome: reached, history, weights, optimizer, contributions } = trained;
  const outcome = judged(reached, thread.damage(), context.spec);
  // Earlier trials may have left too little memory, so the trial is retried and recorded by a new worker.
  if (wasUsed && outcome.state === 'failed' && outcome.failure.kind === 'memory') {
    return { kind: 'lost', failure: outcome.failure };
  }
  const seconds = (thread.now() - startedAt) / 1000 + folds.earlierSeconds() + rung.earlierSeconds();
  held.seconds = seconds;
  const hasFailed = outcome.state === 'failed';
  const kept = hasFailed ? {} : { ...(weights && { weights }), ...(optimizer && { optimizer }) };
  if (task.isUnrecordedRun) {
    const weightsDigest = weights === undefined || hasFailed ? null : digest(weights);
    const asked = task.wantsWeights ? { ...kept, seconds } : {};
    const seen = task.watched ? { dynamics } : {};
    return {
      kind: 'rehearsed',
      outcome,
      history,
      weightsDigest,
      ...asked,
      ...seen,
      grownBytes: grown(),
    };
  }
  const measured = hasFailed || contributions === undefined ? {} : { contributions };
  const { result, answer } = rung.reached(
    { outcome, history, seconds, backend: backend.name, ...kept, ...measured },
    trained.parked,
  );
  const end = await recordTask(recorder, task, result, context);
  return { ...end, ...(end.kind === 'recorded' && answer), grownBytes: grown() };
}

/** Training returns its failures: what is thrown of a database is of reading or saving a fold or a parked state. */
function storeFailure(error: unknown): Extract<TaskEnd, { kind: 'storeFailed' }> {
  if (!(error instanceof DatabaseError)) throw error;
  return { kind: 'storeFailed', message: error.message };
}

/** Only trials of the search have the study's seconds; what is trained because of a trial has epochs. */
function clockOf({ continuation, distillation, isUnrecordedRun }: TrialTask) {
  const seconds = context.spec.training.secondsPerTrial;
  if (seconds === undefined || continuation || distillation || isUnrecordedRun) return undefined;
  return { seconds, now: () => thread.now() / 1000 };
}

function continued({ epochs, patience }: Continuation): Pick<TrainingSpec, 'maxEpochs' | 'patience'> {
  return { maxEpochs: epochs, patience };
}

/** The teacher from which a student learns. */
function lesson(settings: DistillationSettings): Distillation {
  const { teacher } = context;
  if (teacher === undefined) throw new Error('a student without a teacher');
  return { teacher, ...settings };
}

/** Adds an epoch's predictions for the rows at these places to `dynamics`. */
function watcher(places: readonly number[], dynamics: Float64Array[]): (predictions: Predictions) => void {
  const width = predictionWidth(context.dataset.task);
  return (predictions) => {
    dynamics.push(
      Float64Array.from(
        { length: places.length * width },
        (_, at) => predictions[(places[Math.floor(at / width)] as number) * width + (at % width)] as number,
      ),
    );
  };
}

function digest(weights: Uint8Array): string {
  return createHash('sha256').update(weights).digest('hex');
}

async function load() {
  const backend = await loading;
  thread.seal();
  const [family, store] = await Promise.all([
    loadFamily(context.spec.model, context.directory),
    openStore(context.database, 'existing', { isPatient: true }),
  ]);
  return { backend, family, store };
}
