import type { Dataset } from '../../data/dataset.ts';
import type { Objective } from '../../study/objective.ts';
import type { Where } from '../../study/search/where.ts';
import type { Configuration } from '../../study/search-space.ts';
import type { TrainingSpec } from '../../study/study-spec.ts';
import type { Backend } from '../backend.ts';
import type { InitialWeights } from '../initial-weights.ts';
import type { ModelFamily } from '../models/model-family.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Distillation } from './distillation.ts';
import type { StreamKeys } from './streams.ts';

export interface TrialInput extends StreamKeys {
  readonly backend: Backend;
  readonly family: ModelFamily;
  readonly dataset: Dataset;
  readonly training: TrainingSpec;
  readonly objective: Objective;
  readonly config: Configuration;
  /** A model with too many parameters is refused before its first step. */
  readonly where?: Where | undefined;
  /** Initial weights for layers of the same name and shapes; other layers are newly initialised. */
  readonly initial?: InitialWeights | undefined;
  /** Resumes from this checkpoint for `training.maxEpochs` more epochs, instead of starting from new weights. */
  readonly checkpoint?: Checkpoint | undefined;
  /** If set, the model learns from a teacher in addition to the labels. */
  readonly distillation?: Distillation | undefined;
  /** The training ends after the first epoch that ends later than so many seconds after its start. */
  readonly clock?: TrainingClock | undefined;
  /** The number of the last epoch, before that of `training.maxEpochs`, to which schedules still refer; one a model. */
  readonly lastEpochs?: readonly number[] | undefined;
  /** The training ends as `pruned` after this epoch, unless it is over by then, and returns its parked state. */
  readonly until?: number | undefined;
  /**
   * Resumes the training of the same input from this state, to the same results bit for bit. Bytes that cannot be read
   * are ignored.
   */
  readonly parked?: Uint8Array | undefined;
}

export interface TrainingClock {
  readonly seconds: number;
  /** The current time in seconds, from any start. */
  now(): number;
}

/** The number of the first epoch of a training, which counts on from a checkpoint's. */
export function firstEpochOf({ checkpoint }: TrialInput): number {
  return checkpoint?.history.length ?? 1;
}
