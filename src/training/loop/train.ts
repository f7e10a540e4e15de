import type { Dataset } from '../../data/dataset.ts';
import type { Objective } from '../../study/objective.ts';
import type { Configuration } from '../../study/search-space.ts';
import type { TrainingSpec } from '../../study/study-spec.ts';
import type { EpochRecord, Failure } from '../../study/trial.ts';
import type { Backend } from '../backend.ts';
import { type InitialWeights, takeInitialWeights } from '../initial-weights.ts';
import type { ModelFamily } from '../models/model-family.ts';
import { decodeOptimizerState } from '../optimizers/optimizer-state.ts';
import { prepareModel } from '../prepare-model.ts';
import { releasing } from '../release.ts';
import { withSeededMathRandom } from '../seeded-math-random.ts';
import { completeConfiguration, trainingParameters } from '../training-parameters.ts';
import { restoreWeights } from '../weights.ts';
import { bestEpoch, type TrainedTrial } from './best-epoch.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type Distillation, withSoftTargets } from './distillation.ts';
import { divergenceLimits, runEpoch, type StartLosses, validate } from './epoch.ts';
import { divergence, rejection, trainingFailure, untrainedDivergence } from './failure.ts';
import { createLearner, type Learner } from './learner.ts';
import { lossScale } from './loss.ts';
import { type StreamKeys, streamOf } from './streams.ts';
import { weightAverage } from './weight-average.ts';

export interface TrialInput extends StreamKeys {
  readonly backend: Backend;
  readonly family: ModelFamily;
  readonly dataset: Dataset;
  readonly training: TrainingSpec;
  readonly objective: Objective;
  readonly config: Configuration;
  /** Initial weights for layers of the same name and shapes; other layers are newly initialised. */
  readonly initial?: InitialWeights | undefined;
  /** Resumes from this checkpoint for `training.maxEpochs` more epochs, instead of starting from new weights. */
  readonly checkpoint?: Checkpoint | undefined;
  /** If set, the model learns from a teacher in addition to the labels. */
  readonly distillation?: Distillation | undefined;
}

/** With fewer validation rows, such as the single one of a fold, their loss says little of others'. */
const fewestUsual = 20;

export interface TrialHooks {
  onEpoch(record: EpochRecord): void;
  /** Called after each epoch; true ends the trial as `pruned`. */
  shouldStop(): boolean;
}

export type { TrainedTrial };

/**
 * Trains one configuration, from scratch or from a checkpoint. A failure of the training is returned, not thrown.
 */
export async function trainTrial(input: TrialInput, hooks: TrialHooks): Promise<TrainedTrial> {
  const { tf } = input.backend;
  const history: EpochRecord[] = [...(input.checkpoint?.history ?? [])];
  return withSeededMathRandom(streamOf(input, 'training'), () =>
    releasing(tf, async () => {
      let learner: Learner;
      try {
        learner = buildLearner(input);
      } catch (error) {
        return failed(rejection(error), history);
      }
      try {
        return await trainEpochs(input, learner, { history, hooks });
      } catch (error) {
        return failed(trainingFailure(error), history);
      } finally {
        learner.release();
      }
    }),
  );
}

/** A trial's learner before its first step. Throws an Error if the configuration cannot be built. */
export function buildLearner(input: TrialInput): Learner {
  const { backend, checkpoint, distillation, family, training } = input;
  const dataset = distillation ? withSoftTargets(input.dataset, distillation) : input.dataset;
  const config = completeConfiguration({ ...trainingParameters, ...family.parameters }, input.config);
  const model = prepareModel(backend.tf, family, config, dataset);
  const frozen = input.initial && takeInitialWeights(backend.tf, model, input.initial).variables;
  if (checkpoint !== undefined) restoreWeights(backend.tf, model, checkpoint.weights);
  const stepsPerEpoch = Math.ceil(dataset.splits.train.rows / (config.batchSize as number));
  return createLearner(backend.tf, model, dataset, {
    config,
    noise: streamOf(input, 'noise'),
    steps: training.maxEpochs * stepsPerEpoch,
    machine: backend.machine,
    loss: family.loss,
    factors: family.factors?.({ model, config }),
    distillation,
    frozen,
    start: checkpoint?.optimizer && decodeOptimizerState(checkpoint.optimizer),
  });
}

/** The training loop with early stopping. */
async function trainEpochs(
  input: TrialInput,
  learner: Learner,
  { history, hooks }: { history: EpochRecord[]; hooks: TrialHooks },
): Promise<TrainedTrial> {
  const { backend, training, objective, dataset, checkpoint, distillation } = input;
  const { tf } = backend;
  const own = learner.ownLoss();
  // A resumed training keeps the divergence limit of the untrained model, not one from the checkpoint.
  const { threshold } = training;
  const measured = { objective, ...(threshold !== undefined && { threshold }) };
  const untrained = checkpoint?.history[0]?.metrics ?? validate(tf, learner, dataset, measured);
  const valLoss = untrained.valLoss as number;
  const absurd = [valLoss, own ?? 0].find((loss) => !Number.isFinite(loss));
  if (absurd !== undefined) return failed(untrainedDivergence(absurd), history);
  if (checkpoint === undefined) history.push({ epoch: 0, metrics: untrained });
  const start = usualLoss(dataset, valLoss);
  const limits = divergenceLimits(startLosses(learner, start, own), dataset.task, distillation);
  const { limit } = limits;
  const shuffle = streamOf(input, 'shuffle');
  const { averageEpochs } = training;
  const average =
    averageEpochs === undefined
      ? undefined
      : weightAverage(tf, learner.model, averageEpochs, backend.machine);
  const settings = { batchSize: learner.batchSize, shuffle, average, ...measured, ...limits };
  const best = bestEpoch(objective, training, learner, checkpoint);
  const first = history.length;
  const last = first + training.maxEpochs - 1;

  for (let epoch = first; epoch <= last; epoch++) {
    const result = runEpoch(tf, learner, dataset, settings);
    if ('divergedLoss' in result) {
      // A resumed training that improved before it diverged is still a success.
      if (checkpoint !== undefined && best.epoch >= first) return best.trained('complete', history);
      return failed(divergence(result.divergedLoss, epoch, limit), history);
    }
    const record = { epoch, metrics: result.metrics };
    history.push(record);
    hooks.onEpoch(record);
    const isOver = best.update(result.metrics, result.predictions);
    average?.leave();
    if (isOver) break;
    if (epoch < last && hooks.shouldStop()) {
      // A resumed trial was completed before, so stopping it does not make it `pruned`.
      return best.trained(checkpoint === undefined ? 'pruned' : 'complete', history);
    }
    // Lets the thread process its messages: nothing else in the training yields to the event loop.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return best.trained('complete', history);
}

/** The untrained loss of a few validation rows may be far below that of others: then that of one deviation counts. */
function usualLoss({ task, splits }: Dataset, valLoss: number): number {
  return splits.validation.rows < fewestUsual ? Math.max(valLoss, lossScale(task)) : valLoss;
}

function startLosses(learner: Learner, valLoss: number, own: number | undefined): StartLosses {
  return { valLoss, own, unit: learner.lossUnit, penalty: learner.penalty() };
}

function failed(failure: Failure, history: readonly EpochRecord[]): TrainedTrial {
  return { outcome: { state: 'failed', failure, epochs: Math.max(history.length - 1, 0) }, history };
}
