import type { Dataset } from '../data/dataset.ts';
import type { Value } from '../study/distribution.ts';
import type { Objective } from '../study/objective.ts';
import { randomFor } from '../study/random.ts';
import type { Configuration } from '../study/search-space.ts';
import type { TrainingSpec } from '../study/study-spec.ts';
import type { EpochRecord, Failure, Metrics, TrialOutcome } from '../study/trial.ts';
import type { Backend } from './backend.ts';
import { earlyStopping } from './early-stopping.ts';
import { trainEpoch, validate } from './epoch.ts';
import { divergence, rejection, trainingFailure } from './failure.ts';
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

/** A loss this many times above the untrained model's counts as diverged. */
const divergenceFactor = 100;

/** Trains one configuration from scratch. Whatever goes wrong in the training itself is an outcome. */
export async function trainTrial(input: TrialInput, hooks: TrialHooks): Promise<TrainedTrial> {
  const { tf } = input.backend;
  const config = completeConfiguration({ ...trainingParameters, ...input.family.parameters }, input.config);
  const history: EpochRecord[] = [];
  const random = randomFor(input.seed, input.trial, 'training');
  return withSeededMathRandom(random, () =>
    releasing(tf, async () => {
      let learner: Learner;
      try {
        learner = createLearner(
          tf,
          prepareModel(tf, input.family, config, input.dataset),
          input.dataset,
          config,
        );
      } catch (error) {
        return failed(rejection(error), history);
      }
      try {
        return await fit(input, config, learner, { history, hooks });
      } catch (error) {
        return failed(trainingFailure(error), history);
      }
    }),
  );
}

/** The loop: an epoch of steps, the whole validation split, early stopping, the best epoch's weights. */
async function fit(
  { backend: { tf }, training, objective, dataset, seed, trial }: TrialInput,
  config: Readonly<Record<string, Value>>,
  learner: Learner,
  { history, hooks }: { history: EpochRecord[]; hooks: TrialHooks },
): Promise<TrainedTrial> {
  const stopping = earlyStopping(objective.direction, training.patience, training.minDelta);
  const shuffle = randomFor(seed, trial, 'shuffle');
  const untrained = validate(tf, learner, dataset);
  const limit = divergenceFactor * Math.max(untrained.valLoss as number, 0.01);
  history.push({ epoch: 0, metrics: untrained });
  let best: { metrics: Metrics; weights: Uint8Array } | undefined;
  let isPruned = false;

  for (let epoch = 1; epoch <= training.maxEpochs; epoch++) {
    const { loss, hasDiverged } = trainEpoch(learner, dataset, config.batchSize as number, {
      shuffle,
      limit,
    });
    if (hasDiverged) return failed(divergence(loss, epoch, limit), history);
    const metrics = { loss, ...validate(tf, learner, dataset) };
    if (!(metrics.valLoss <= limit)) return failed(divergence(metrics.valLoss, epoch, limit), history);
    history.push({ epoch, metrics });
    hooks.onEpoch({ epoch, metrics });
    const verdict = stopping.update(objectiveValue(metrics, objective));
    if (verdict.improved) best = { metrics, weights: encodeWeights(learner.model) };
    isPruned = epoch < training.maxEpochs && !verdict.stop && hooks.shouldStop();
    if (verdict.stop || isPruned) break;
    // Lets the thread hear its messages; nothing in the training waits for them.
    await new Promise((resolve) => setImmediate(resolve));
  }

  if (best === undefined) throw new Error('no epoch was trained');
  const outcome: TrialOutcome = {
    state: isPruned ? 'pruned' : 'complete',
    value: stopping.bestValue,
    metrics: best.metrics,
    bestEpoch: stopping.bestEpoch,
    epochs: history.length - 1,
    parameters: learner.model.countParams(),
  };
  return { outcome, history, weights: best.weights };
}

function objectiveValue(metrics: Metrics, objective: Objective): number {
  const value = metrics[objective.metric];
  if (value === undefined) throw new Error(`this task does not measure ${objective.metric}`);
  return value;
}

function failed(failure: Failure, history: readonly EpochRecord[]): TrainedTrial {
  return { outcome: { state: 'failed', failure, epochs: Math.max(history.length - 1, 0) }, history };
}
