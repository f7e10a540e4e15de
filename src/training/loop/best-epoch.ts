import type { Predictions } from '../../metrics/predictions.ts';
import type { Objective } from '../../study/objective.ts';
import type { TrainingSpec } from '../../study/study-spec.ts';
import type { EpochRecord, Metrics, TrialOutcome, TrialSummary } from '../../study/trial.ts';
import { type Checkpoint, epochOf } from './checkpoint.ts';
import { earlyStopping, type StoppingState } from './early-stopping.ts';
import type { EncodedLearner, Learner } from './learner.ts';

export interface TrainedTrial {
  readonly outcome: TrialOutcome<TrialSummary>;
  readonly history: readonly EpochRecord[];
  /** The best epoch's encoded weights; absent if the trial failed. */
  readonly weights?: Uint8Array;
  /** The optimizer's state after that epoch, encoded. */
  readonly optimizer?: Uint8Array;
  /** That epoch's predictions for the validation split; absent for the epoch of a checkpoint. */
  readonly predictions?: Predictions;
  /** The state from which the training resumes; only if it ended at `until`, and if the model can resume. */
  readonly parked?: Uint8Array;
}

/** Early stopping, and the weights and optimizer state of the best epoch. */
export interface BestEpoch {
  /** Takes the next epoch's metrics. Returns true when patience has run out. */
  update(metrics: Metrics, predictions: Predictions): boolean;
  /** The best epoch so far. */
  readonly epoch: number;
  trained(state: 'complete' | 'pruned', history: readonly EpochRecord[], outOfTime?: true): TrainedTrial;
  /** From which another best epoch resumes, before the next `update`. */
  state(): BestState;
}

export interface BestState {
  readonly stopping: StoppingState;
  readonly kept: Kept;
}

interface Kept {
  readonly metrics: Metrics;
  readonly weights: Uint8Array;
  readonly optimizer?: Uint8Array | undefined;
  readonly predictions?: Predictions | undefined;
}

/** A checkpoint as the best epoch of the training that resumes from it. */
export function bestOf(checkpoint: Checkpoint, objective: Objective): BestState {
  const { epoch, metrics } = epochOf(checkpoint);
  const { weights, optimizer } = checkpoint;
  const best = { epoch, value: objectiveValue(metrics, objective) };
  return { stopping: { epoch, best, reference: best }, kept: { metrics, weights, optimizer } };
}

/** Resumes `from` an earlier training. */
export function bestEpoch(
  objective: Objective,
  { patience, minDelta }: TrainingSpec,
  learner: Learner,
  from?: BestState,
): BestEpoch {
  const { model } = learner;
  const stopping = earlyStopping(objective.direction, patience, minDelta, from?.stopping);
  // Reused as buffers: otherwise a large model would allocate megabytes at each improvement.
  let own: EncodedLearner | undefined;
  let best = from?.kept;
  return {
    get epoch() {
      return stopping.bestEpoch;
    },
    update(metrics, predictions) {
      const { improved, stop } = stopping.update(objectiveValue(metrics, objective));
      if (improved) {
        own = learner.encode(own);
        best = { metrics, predictions, ...own };
      }
      return stop;
    },
    trained(state, history, outOfTime) {
      if (best === undefined) throw new Error('no epoch was trained');
      const { metrics, weights, optimizer, predictions } = best;
      const { bestValue: value, bestEpoch: epoch } = stopping;
      const counts = { epochs: history.length - 1, parameters: model.countParams() };
      const ended = outOfTime && { outOfTime };
      const outcome = { state, value, metrics, bestEpoch: epoch, ...counts, ...ended };
      const kept = { ...(optimizer && { optimizer }), ...(predictions && { predictions }) };
      return { outcome, history, weights, ...kept };
    },
    state() {
      if (best === undefined) throw new Error('no epoch was trained');
      return { stopping: stopping.state(), kept: best };
    },
  };
}

function objectiveValue(metrics: Metrics, objective: Objective): number {
  const value = metrics[objective.metric];
  if (value === undefined) throw new Error(`this task does not measure ${objective.metric}`);
  return value;
}
