import type { Dataset } from '../data/dataset.ts';
import type { Value } from '../study/distribution.ts';
import type { Random } from '../study/random.ts';
import { lossScale } from './loss.ts';
import { createSchedule } from './optimizers/schedule.ts';
import { createPass } from './pass.ts';
import { createHeapStepper } from './replay/heap-stepper.ts';
import { createTensorStepper, type Stepper } from './stepper.ts';
import type { LayersModel, Tf } from './tensorflow.ts';
import type { Machine } from './wasm-kernels/machine.ts';

/** A model that learns: what the training loop needs of TensorFlow.js, and no more. */
export interface Learner {
  readonly model: LayersModel;
  /** Rows of a step, but for an epoch's last. */
  readonly batchSize: number;
  /** One optimizer step on the training rows of these indices. Returns their mean loss, regularisers included. */
  step(rows: Int32Array): number;
  /** What the layers' regularisers add to that loss at present. Both are in the target's own units, squared. */
  penalty(): number;
  /** Frees what does not go with the model: recordings, and what layers keep from step to step. */
  release(): void;
}

export interface LearnerOptions {
  /** A complete configuration. */
  readonly config: Readonly<Record<string, Value>>;
  /** What dropout draws from. */
  readonly noise: Random;
  /** Steps at the most, which schedules are measured by. */
  readonly steps: number;
  /** The wasm backend's, where that computes. */
  readonly machine?: Machine | undefined;
  /** False: a machine computes every step anew, to the same losses. For comparison. */
  readonly isReplaying?: boolean;
}

export function createLearner(
  tf: Tf,
  model: LayersModel,
  dataset: Dataset,
  { config, noise, steps, machine, isReplaying }: LearnerOptions,
): Learner {
  const pass = createPass(tf, model, dataset, noise);
  const schedule = createSchedule(config);
  const settings = { config, variables: pass.variables, rate: (step: number) => schedule(step, steps) };
  const stepper: Stepper =
    machine === undefined
      ? createTensorStepper(tf, pass.compute, settings)
      : createHeapStepper({ tf, machine }, pass.compute, settings, isReplaying);
  const scale = lossScale(dataset.task);

  return {
    model,
    batchSize: config.batchSize as number,
    step(rows) {
      pass.rows = rows;
      return stepper.step(rows.length) * scale;
    },
    penalty: () => tf.tidy(() => (pass.penalty().dataSync()[0] as number) * scale),
    release() {
      stepper.release();
      pass.release();
    },
  };
}
