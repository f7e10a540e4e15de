import type { Dataset } from '../data/dataset.ts';
import type { Objective } from '../study/objective.ts';
import { randomFor } from '../study/random.ts';
import type { Configuration } from '../study/search-space.ts';
import type { TrainingSpec } from '../study/study-spec.ts';
import type { EpochRecord, Failure, Metrics, TrialOutcome } from '../study/trial.ts';
import type { Backend } from './backend.ts';
import { earlyStopping } from './early-stopping.ts';
import { divergenceLimit, runEpoch, validate } from './epoch.ts';
import { divergence, rejection, trainingFailure, untrainedDivergence } from './failure.ts';
import { createLearner, type Learner } from './learner.ts';
import type { ModelFamily } from './models/model-family.ts';
import { prepareModel } from './prepare-model.ts';
import { releasing } from './release.ts';
import { withSeededMathRandom } from './seeded-math-random.ts';
import { completeConfiguration, trainingParameters } from './training-parameters.ts';
import { encodeWeights } from './weights.ts';

export interface TrialInput {
  readonly backend: Backend;
  readonly family: ModelFamily;
  readonly dataset: Dataset;
  readonly training: TrainingSpec;
  readonly objective: Objective;
  /** All randomness of the trial derives from these two. */
  readonly seed: number;
  readonly trial: number;
  readonly config: Configuration;
}

export interface TrialHooks {
  onEpoch(record: EpochRecord): void;
  /** Looked at after each epoch: true ends the trial as `pruned`. */
  shouldStop(): boolean;
}

export interface TrainedTrial {
  readonly outcome: TrialOutcome;
  readonly history: readonly EpochRecord[];
  /** The best epoch's, encoded; absent when the trial failed. */
  readonly weights?: Uint8Array;
}

/** Trains one configuration from scratch. Whatever goes wrong in the training itself is an outcome. */
export async function trainTrial(input: TrialInput, hooks: TrialHooks): Promise<TrainedTrial> {
  const { tf } = input.backend;
  const history: EpochRecord[] = [];
  const random = randomFor(input.seed, input.trial, 'training');
  return withSeededMathRandom(random, () =>
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

/** A trial's model before its first step. Raises an Error when the configuration cannot be built. */
export function buildLearner(input: TrialInput): Learner {
  const { backend, dataset, family, seed, training, trial } = input;
  const config = completeConfiguration({ ...trainingParameters, ...family.parameters }, input.config);
  const model = prepareModel(backend.tf, family, config, dataset);
  const stepsPerEpoch = Math.ceil(dataset.splits.train.rows / (config.batchSize as number));
  return createLearner(backend.tf, model, dataset, {
    config,
    noise: randomFor(seed, trial, 'noise'),
    steps: training.maxEpochs * stepsPerEpoch,
    machine: backend.machine,
  });
}

/** The loop: epochs, early stopping, the best epoch's weights. */
async function trainEpochs(
  { backend: { tf }, training, objective, dataset, seed, trial }: TrialInput,
  learner: Learner,
  { history, hooks }: { history: EpochRecord[]; hooks: TrialHooks },
): Promise<TrainedTrial> {
  const untrained = validate(tf, learner, dataset);
  if (!Number.isFinite(untrained.valLoss)) return failed(untrainedDivergence(untrained.valLoss), history);
  history.push({ epoch: 0, metrics: untrained });
  const limit = divergenceLimit(untrained.valLoss + learner.penalty(), dataset.task);
  const shuffle = randomFor(seed, trial, 'shuffle');
  const settings = { batchSize: learner.batchSize, shuffle, limit };
  const best = bestSoFar(objective, training, learner);

  for (let epoch = 1; epoch <= training.maxEpochs; epoch++) {
    const result = runEpoch(tf, learner, dataset, settings);
    if ('divergedLoss' in result) return failed(divergence(result.divergedLoss, epoch, limit), history);
    const record = { epoch, metrics: result.metrics };
    history.push(record);
    hooks.onEpoch(record);
    if (best.update(result.metrics)) break;
    if (epoch < training.maxEpochs && hooks.shouldStop()) return best.trained('pruned', history);
    // Lets the thread hear its messages; nothing in the training waits for them.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return best.trained('complete', history);
}

/** Early stopping, and what the best epoch leaves behind. */
function bestSoFar(objective: Objective, { patience, minDelta }: TrainingSpec, { model }: Learner) {
  const stopping = earlyStopping(objective.direction, patience, minDelta);
  let best: { readonly metrics: Metrics; readonly weights: Uint8Array } | undefined;
  return {
    /** Takes the next epoch's metrics. True: patience has run out. */
    update(metrics: Metrics): boolean {
      const { improved, stop } = stopping.update(objectiveValue(metrics, objective));
      if (improved) best = { metrics, weights: encodeWeights(model) };
      return stop;
    },
    trained(state: 'complete' | 'pruned', history: readonly EpochRecord[]): TrainedTrial {
      if (best === undefined) throw new Error('no epoch was trained');
      const { metrics, weights } = best;
      const { bestValue: value, bestEpoch } = stopping;
      const counts = { epochs: history.length - 1, parameters: model.countParams() };
      return { outcome: { state, value, metrics, bestEpoch, ...counts }, history, weights };
    },
  };
}

function objectiveValue(metrics: Metrics, objective: Objective): number {
  const value = metrics[objective.metric];
  if (value === undefined) throw new Error(`this task does not measure ${objective.metric}`);
  return value;
}

function failed(failure: Failure, history: readonly EpochRecord[]): TrainedTrial {
  return { outcome: { state: 'failed', failure, epochs: Math.max(history.length - 1, 0) }, history };
}
