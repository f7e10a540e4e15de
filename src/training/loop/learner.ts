import type { Dataset } from '../../data/dataset.ts';
import type { Random } from '../../statistics/random.ts';
import type { DistillationSettings } from '../../study/distillation.ts';
import type { Value } from '../../study/distribution.ts';
import type { ModelFamily } from '../models/model-family.ts';
import type { OptimizerState } from '../optimizers/optimizer.ts';
import { encodeOptimizerState } from '../optimizers/optimizer-state.ts';
import { createSchedule } from '../optimizers/schedule.ts';
import { createHeapStepper } from '../replay/heap-stepper.ts';
import { createTensorStepper, type Stepper } from '../replay/stepper.ts';
import type { LayersModel, Tf, Variable } from '../tensorflow.ts';
import type { Machine } from '../wasm-kernels/machine.ts';
import { encodeWeights } from '../weights.ts';
import { distillationLoss, lossWithoutTeacher } from './distillation.ts';
import { lossScale, taskLoss } from './loss.ts';
import { meanLoss, ownLoss, tryLoss } from './own-loss.ts';
import { createPass } from './pass.ts';

/** In one piece each: the model's weights, and the state of its optimizer. */
export interface EncodedLearner {
  readonly weights: Uint8Array;
  readonly optimizer: Uint8Array;
}

/** A model that learns: what the training loop needs of TensorFlow.js, and no more. */
export interface Learner {
  readonly model: LayersModel;
  /** Rows of a step, but for an epoch's last. */
  readonly batchSize: number;
  /** One optimizer step on the training rows of these indices. Returns their mean loss, regularisers included. */
  step(rows: Int32Array): number;
  /**
   * What the layers' regularisers add to that loss at present. Both are in the target's own units, squared, or as a
   * module's own loss has them.
   */
  penalty(): number;
  /** The module's own loss of the validation split at present, without regularisers; undefined where it has none. */
  ownLoss(): number | undefined;
  /** What another learner of the same configuration goes on from; in the place of what is no longer needed. */
  encode(earlier?: EncodedLearner): EncodedLearner;
  /** Frees what does not go with the model: recordings, and what layers keep from step to step. */
  release(): void;
}

export interface LearnerOptions {
  /** A complete configuration. */
  readonly config: Readonly<Record<string, Value>>;
  /** A module's own, in place of the task's. */
  readonly loss?: ModelFamily['loss'];
  /** It learns from the training split's soft targets too. */
  readonly distillation?: DistillationSettings | undefined;
  /** What dropout draws from. */
  readonly noise: Random;
  /** Steps at the most from here on, which schedules are measured by. */
  readonly steps: number;
  /** Goes on from the state of a learner before it. */
  readonly start?: OptimizerState | undefined;
  /** Weights that stay as they are, though their layers would learn them. */
  readonly frozen?: ReadonlySet<Variable> | undefined;
  /** The wasm backend's, where that computes. */
  readonly machine?: Machine | undefined;
  /** False: a machine computes every step anew, to the same losses. For comparison. */
  readonly isReplaying?: boolean;
}

/** Raises an Error when the model cannot be trained by the module's own loss, or has one and a teacher. */
export function createLearner(
  tf: Tf,
  model: LayersModel,
  dataset: Dataset,
  { config, noise, steps, machine, isReplaying, loss, start, frozen, distillation }: LearnerOptions,
): Learner {
  const batchSize = config.batchSize as number;
  const own = loss && ownLoss(tf, loss, config);
  if (own !== undefined && distillation !== undefined) throw new Error(lossWithoutTeacher);
  if (own !== undefined) tryLoss(tf, model, dataset, own, batchSize);
  const { task } = dataset;
  const common = distillation ? distillationLoss(tf, task, distillation) : taskLoss(tf, task);
  const pass = createPass(tf, model, dataset, { noise, loss: own ?? common, frozen, machine });
  const schedule = createSchedule(config);
  const before = start?.step ?? 0;
  const rate = (step: number) => schedule(step - before, steps);
  const settings = { config, variables: pass.variables, rate, start };
  const stepper: Stepper =
    machine === undefined
      ? createTensorStepper(tf, pass.compute, settings)
      : createHeapStepper({ tf, machine }, pass.compute, settings, isReplaying);
  const scale = own === undefined ? lossScale(dataset.task) : 1;

  return {
    model,
    batchSize,
    step(rows) {
      pass.rows = rows;
      return stepper.step(rows.length) * scale;
    },
    penalty: () => tf.tidy(() => (pass.penalty().dataSync()[0] as number) * scale),
    ownLoss: () =>
      own && meanLoss(tf, model, dataset, { split: dataset.splits.validation, loss: own, batchSize }),
    encode: (earlier) => ({
      weights: encodeWeights(model, { earlier: earlier?.weights, machine }),
      optimizer: encodeOptimizerState(stepper.state(), earlier?.optimizer),
    }),
    release() {
      stepper.release();
      pass.release();
    },
  };
}
