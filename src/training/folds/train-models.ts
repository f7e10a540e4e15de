import type { Dataset } from '../../data/dataset.ts';
import { contributionsOf, standardErrorOf } from '../../metrics/contributions.ts';
import { withThreshold } from '../../metrics/decision-threshold.ts';
import { splitless } from '../../metrics/validation-metric.ts';
import type { EpochRecord, TrialOutcome, TrialSummary } from '../../study/trial.ts';
import type { Checkpoint } from '../loop/checkpoint.ts';
import { judgeValidation } from '../loop/epoch.ts';
import { type TrainedTrial, type TrialHooks, type TrialInput, trainTrial } from '../loop/train.ts';
import { packModels, unpackModels } from '../model-pack.ts';
import { withStoredModel } from '../stored-model.ts';
import { predictOutOfFold } from '../trained-model.ts';
import { foldDataset } from './fold-dataset.ts';
import { bestRecord, foldHistory, meanHistory, meanMetrics } from './mean-history.ts';

export interface TrainedModels extends TrainedTrial {
  /** What groups of validation rows contribute to the value (metrics/contributions.ts). */
  readonly contributions?: Float64Array;
}

/** Callbacks of a training with folds. */
export interface ModelHooks extends Omit<TrialHooks, 'onEpoch'> {
  /** `fold` is the index of the model's fold; undefined in a study without folds. */
  onEpoch(record: EpochRecord, fold: number | undefined): void;
  /** A fold's result from an interrupted attempt at this trial; undefined when it has to be trained. */
  readFold(fold: number): Promise<TrainedTrial | undefined>;
  /** Called with each complete fold, before the next one begins. */
  saveFold(fold: number, trained: TrainedTrial): Promise<void>;
}

/**
 * Trains a configuration's models: one, or one after the other for each fold, each with streams of its own and its own
 * early stopping. The outcome of several is that of their out-of-fold predictions. A fold that fails ends the trial, and
 * so does one that is pruned: its value is then the mean of the folds that there are.
 */
export async function trainModels(input: TrialInput, hooks: ModelHooks): Promise<TrainedModels> {
  const { folds } = input.dataset;
  if (folds === undefined) {
    const one = await trainTrial(input, { ...hooks, onEpoch: (record) => hooks.onEpoch(record, undefined) });
    return withUncertainty(input, one);
  }
  const trained: TrainedTrial[] = [];
  for (const fold of folds.keys()) {
    const stored = await hooks.readFold(fold);
    if (stored !== undefined) for (const record of stored.history) hooks.onEpoch(record, fold);
    const ended =
      stored ??
      (await trainTrial(foldInput(input, fold), {
        ...hooks,
        onEpoch: (record) => hooks.onEpoch(record, fold),
      }));
    trained.push(ended);
    if (ended.outcome.state === 'failed') return failedFold(ended.outcome, fold, historyOf(input, trained));
    if (ended.outcome.state === 'pruned') return prunedTrial(input, trained);
    if (stored === undefined) await hooks.saveFold(fold, ended);
  }
  return crossValidated(input, trained);
}

/** Each model's randomness derives from its fold, and a student's teacher is for its fold's training rows. */
function foldInput(input: TrialInput, fold: number): TrialInput {
  const { branch = [], checkpoint, distillation, objective } = input;
  const dataset = foldDataset(input.dataset, fold);
  return {
    ...input,
    dataset,
    branch: [...branch, 'fold', fold],
    checkpoint: checkpoint && foldCheckpoint(checkpoint, fold, objective),
    distillation: distillation && {
      ...distillation,
      teacher: teacherRows(distillation.teacher, input.dataset, fold),
    },
  };
}

function foldCheckpoint(
  { weights, optimizer, history }: Checkpoint,
  fold: number,
  objective: TrialInput['objective'],
): Checkpoint {
  const own = foldHistory(history, fold);
  const best = bestRecord(own, objective)?.epoch ?? 0;
  return {
    weights: unpackModels(weights)[fold] as Uint8Array,
    optimizer: optimizer && unpackModels(optimizer)[fold],
    history: own.filter(({ epoch }) => epoch <= best),
  };
}

function teacherRows(teacher: Float32Array, { folds = [], splits }: Dataset, fold: number): Float32Array {
  const rows = folds[fold]?.train ?? new Int32Array();
  const width = teacher.length / splits.train.rows;
  const own = new Float32Array(rows.length * width);
  rows.forEach((row, place) => {
    own.set(teacher.subarray(row * width, (row + 1) * width), place * width);
  });
  return own;
}

/** The result of models of all folds: the metrics of their out-of-fold predictions. */
async function crossValidated(input: TrialInput, trained: readonly TrainedTrial[]): Promise<TrainedModels> {
  const { backend, family, dataset, config, objective, training } = input;
  const weights = packModels(trained.map((each) => each.weights as Uint8Array));
  const optimizers = trained.flatMap(({ optimizer }) => optimizer ?? []);
  const builder = { backend, family, dataset };
  const { threshold } = training;
  const predictions = await withStoredModel(builder, { config, weights }, (networks) =>
    predictOutOfFold(backend.tf, networks, dataset),
  );
  const judged = judgeValidation(predictions, dataset, { objective, threshold });
  const { loss } = meanMetrics(trained.map(metricsOf), trainedRows(dataset));
  const metrics = { ...(loss !== undefined && { loss }), ...judged };
  return withUncertainty(input, {
    outcome: summary(input, trained, 'complete', metrics),
    history: historyOf(input, trained),
    weights,
    ...(optimizers.length === trained.length && { optimizer: packModels(optimizers) }),
    predictions,
  });
}

function prunedTrial(input: TrialInput, trained: readonly TrainedTrial[]): TrainedTrial {
  const metrics = meanMetrics(trained.map(metricsOf), judgedRows(input.dataset));
  return { outcome: summary(input, trained, 'pruned', metrics), history: historyOf(input, trained) };
}

/** The best epoch is the median of the models', the smaller of the middle two. */
function summary(
  { objective }: TrialInput,
  trained: readonly TrainedTrial[],
  state: 'complete' | 'pruned',
  metrics: TrialSummary['metrics'],
): TrialOutcome<TrialSummary> {
  const ended = trained.flatMap(({ outcome }) => (outcome.state === 'failed' ? [] : [outcome]));
  const epochs = ended.map(({ bestEpoch }) => bestEpoch).sort((one, other) => one - other);
  return {
    state,
    value: metrics[objective.metric] as number,
    metrics,
    bestEpoch: epochs[Math.floor((epochs.length - 1) / 2)] as number,
    epochs: Math.max(...ended.map((each) => each.epochs)),
    parameters: ended[0]?.parameters ?? 0,
  };
}

function historyOf({ dataset, objective }: TrialInput, trained: readonly TrainedTrial[]): EpochRecord[] {
  return meanHistory(
    trained.map(({ history }) => history),
    judgedRows(dataset),
    objective,
  );
}

function failedFold(
  { failure, epochs }: Extract<TrainedTrial['outcome'], { state: 'failed' }>,
  fold: number,
  history: readonly EpochRecord[],
): TrainedTrial {
  const message = `fold ${fold + 1}: ${failure.message}`;
  return { outcome: { state: 'failed', failure: { ...failure, message }, epochs }, history };
}

function metricsOf({ outcome }: TrainedTrial): TrialSummary['metrics'] | undefined {
  return outcome.state === 'failed' ? undefined : outcome.metrics;
}

function judgedRows({ folds = [] }: Dataset): number[] {
  return folds.map(({ validation }) => validation.length);
}

function trainedRows({ folds = [] }: Dataset): number[] {
  return folds.map(({ train }) => train.length);
}

/** Adds the value's standard error and contributions, where its rows' predictions are known. */
function withUncertainty({ dataset, objective }: TrialInput, trained: TrainedTrial): TrainedModels {
  const { outcome, predictions } = trained;
  if (outcome.state === 'failed' || predictions === undefined) return trained;
  const task = withThreshold(dataset.task, outcome.metrics.threshold);
  const { validation } = dataset.splits;
  const contributions = contributionsOf(task, predictions, validation, splitless(objective.metric));
  const standardError = contributions && standardErrorOf(contributions);
  return {
    ...trained,
    ...(contributions && { contributions }),
    ...(standardError !== undefined && { outcome: { ...outcome, standardError } }),
  };
}
