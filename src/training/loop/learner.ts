import type { Dataset } from '../../data/dataset.ts';
import type { Random } from '../../statistics/random.ts';
import type { DistillationSettings } from '../../study/distillation.ts';
import type { Value } from '../../study/distribution.ts';
import { augmentationOf } from '../augmentation/augmentation.ts';
import { layersOf } from '../model-layers.ts';
import type { ModelFamily } from '../models/model-family.ts';
import type { OptimizerState, RateFactors } from '../optimizers/optimizer.ts';
import { encodeOptimizerState } from '../optimizers/optimizer-state.ts';
import { createFactor, createSchedule } from '../optimizers/schedule.ts';
import { createStepper } from '../replay/create-stepper.ts';
import { movingAverages } from '../replay/moving-averages.ts';
import type { LayersModel, Tf, Variable } from '../tensorflow.ts';
import type { Machine } from '../wasm-kernels/machine.ts';
import { encodeWeights } from '../weights.ts';
import type { Loss } from './batch-loss.ts';
import { distillationLoss, lossWithoutTeacher } from './distillation.ts';
import { labelSmoothing } from './label-smoothing.ts';
import { watchLayerState } from './layer-state.ts';
import { lossScale, taskLoss } from './loss.ts';
import { meanLoss, ownLoss, tryLoss } from './own-loss.ts';
import { createPass } from './pass.ts';

/** The encoded weights of a model and the encoded state of its optimizer. */
export interface EncodedLearner {
  readonly weights: Uint8Array;
  readonly optimizer: Uint8Array;
}

/** A model in training: the only part of TensorFlow.js that the training loop uses. */
export interface Learner {
  readonly model: LayersModel;
  /** Rows per step; the last step of an epoch may have fewer. */
  readonly batchSize: number;
  /** Makes one optimizer step on the training rows with these indices. Returns their mean loss with regularisers. */
  step(rows: Int32Array): number;
  /**
   * The current contribution of the layers' regularisers to that loss. Both are in the units of the target, squared, or
   * of its transform, or in the units of a module's own loss.
   */
  penalty(): number;
  /** The training's loss on the validation split, without regularisers; undefined if it is `valLoss`. */
  ownLoss(): number | undefined;
  /** The loss that a user's module exports, on the validation split, without regularisers; undefined without one. */
  moduleLoss(): number | undefined;
  /** The factor from the scaled loss to the losses above. */
  readonly lossUnit: number;
  /** Encodes the state from which another learner of the same configuration can resume; may overwrite `earlier`. */
  encode(earlier?: EncodedLearner): EncodedLearner;
  /** False if layers have state besides their weights, which `encode` misses. */
  readonly isWholeInWeights: boolean;
  /** Frees the tensors that `model.dispose` does not: recordings, and those that layers keep between steps. */
  release(): void;
}

export interface LearnerOptions {
  /** A complete configuration. */
  readonly config: Readonly<Record<string, Value>>;
  /** A module's own loss, which replaces the task's loss. */
  readonly loss?: ModelFamily['loss'];
  /** Factors of the learning rates and weight decays of variables; others have 1. */
  readonly factors?: ReadonlyMap<Variable, RateFactors> | undefined;
  /** If set, the learner also learns from the training split's soft targets. */
  readonly distillation?: DistillationSettings | undefined;
  /** The random stream of the dropout masks and the augmentation. */
  readonly noise: Random;
  /** Maximum number of steps of the training; the length of the learning rate schedule. */
  readonly steps: number;
  /** How many of them an earlier learner has made; default 0. */
  readonly done?: number | undefined;
  /** Resumes from an earlier learner's optimizer state. */
  readonly start?: OptimizerState | undefined;
  /** Trainable weights that training must not change. */
  readonly frozen?: ReadonlySet<Variable> | undefined;
  /** The wasm backend's machine; undefined on other backends. */
  readonly machine?: Machine | undefined;
  /** If false, no step is replayed or made by a session: each one is computed anew; for comparison. */
  readonly isReplaying?: boolean;
}

/** Throws an Error if the module's own loss cannot train the model, or is combined with a teacher. */
export function createLearner(
  tf: Tf,
  model: LayersModel,
  dataset: Dataset,
  options: LearnerOptions,
): Learner {
  const { config, noise, steps, machine, isReplaying, loss, start, frozen, distillation, factors } = options;
  const { done = 0 } = options;
  const batchSize = config.batchSize as number;
  const own = loss && ownLoss(tf, loss, config);
  if (own !== undefined && distillation !== undefined) throw new Error(lossWithoutTeacher);
  if (own !== undefined) tryLoss(tf, model, dataset, own, batchSize);
  const { task } = dataset;
  const common = distillation ? distillationLoss(tf, task, distillation) : taskLoss(tf, task);
  const before = (start?.step ?? 0) - done;
  let step = done;
  const dropout = createFactor(config.dropoutSchedule);
  const pass = createPass(tf, model, dataset, {
    ...{ noise, loss: own ?? common, frozen, machine },
    dropoutShare: () => dropout(step, steps),
    augmentation: augmentationOf(config, dataset, noise),
    smooth: labelSmoothing(tf, task, Number(config.labelSmoothing ?? 0)),
  });
  const apart = own ?? (isApart(dataset) ? taskLoss(tf, task) : undefined);
  const schedule = createSchedule(config);
  const decay = createFactor(config.weightDecaySchedule);
  const settings = {
    ...{ config, variables: pass.variables, factors, start },
    rate: (each: number) => schedule(each - before, steps),
    decay: (each: number) => decay(each - before, steps),
  };
  const averages = movingAverages(layersOf(model));
  const stepper = createStepper({ tf, machine, averages }, pass.compute, settings, { isReplaying, steps });
  const layerState = watchLayerState(model);
  const scale = own === undefined ? lossScale(dataset.task) : 1;
  const onValidation = (each: Loss) =>
    meanLoss(tf, model, dataset, { split: dataset.splits.validation, loss: each, batchSize }) * scale;

  return {
    model,
    batchSize,
    lossUnit: scale,
    step(rows) {
      pass.rows = rows;
      step += 1;
      return stepper.step(rows.length) * scale;
    },
    penalty: () => tf.tidy(() => (pass.penalty().dataSync()[0] as number) * scale),
    ownLoss: () => apart && onValidation(apart),
    moduleLoss: () => own && onValidation(own),
    encode: (earlier) => ({
      weights: encodeWeights(model, { earlier: earlier?.weights, machine }),
      optimizer: encodeOptimizerState(stepper.state(), earlier?.optimizer),
    }),
    get isWholeInWeights() {
      return !layerState.hasChanged();
    },
    release() {
      stepper.release();
      pass.release();
    },
  };
}

/** True when the task's loss of the training is not the one that the metrics measure. */
function isApart({ task, splits: { train } }: Dataset): boolean {
  return train.lossWeight !== undefined || (task.kind === 'regression' && task.transform !== undefined);
}
