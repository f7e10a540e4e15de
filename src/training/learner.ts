import type { Dataset } from '../data/dataset.ts';
import type { Value } from '../study/distribution.ts';
import type { Random } from '../study/random.ts';
import { takeMasksFrom } from './dropout.ts';
import { fillInputs, fillTargets, freshInputs, type Inputs, targetWidth } from './inputs.ts';
import { lossScale, meanSquaredError, softmaxCrossEntropy } from './loss.ts';
import { type Layer, layersOf } from './model-layers.ts';
import { createSchedule } from './optimizers/schedule.ts';
import { createHeapStepper } from './replay/heap-stepper.ts';
import type { Computed } from './replay/recording.ts';
import { createTensorStepper, type Stepper } from './stepper.ts';
import type { LayersModel, Tensor, Tf, Variable } from './tensorflow.ts';
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
  /** Frees what is not a tensor. */
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
}

export function createLearner(
  tf: Tf,
  model: LayersModel,
  dataset: Dataset,
  { config, noise, steps, machine }: LearnerOptions,
): Learner {
  const { task, inputShape, splits } = dataset;
  const variables = model.trainableWeights.map((weight) => weight.read() as Variable);
  const layers = layersOf(model);
  const loss = task.kind === 'classification' ? softmaxCrossEntropy(tf) : meanSquaredError(tf);
  const schedule = createSchedule(config);
  const scale = lossScale(task);
  let batch = new Int32Array();
  let source: Inputs = freshInputs(tf);
  takeMasksFrom(tf, layers, () => source, noise);

  /** Forward and backward, on the rows of `batch`. */
  const compute = (inputs: Inputs): Computed => {
    source = inputs;
    const x = inputs.tensor([batch.length, ...inputShape], (values) =>
      fillInputs(values, splits.train, batch),
    );
    const targetShape = [batch.length, targetWidth(task)];
    const y = inputs.tensor(targetShape, (values) => fillTargets(values, task, splits.train, batch));
    const { value, grads } = tf.variableGrads(() => {
      const outputs = model.apply(x, { training: true }) as Tensor;
      return sumOf(tf, [loss(outputs, y), ...penalties(layers)]) as never;
    }, variables);
    return { value, gradients: variables.map(({ name }) => grads[name]) };
  };
  const settings = { config, variables, rate: (step: number) => schedule(step, steps) };
  const stepper: Stepper =
    machine === undefined
      ? createTensorStepper(tf, compute, settings)
      : createHeapStepper({ tf, machine }, compute, settings);

  return {
    model,
    batchSize: config.batchSize as number,
    step(rows) {
      batch = rows as Int32Array<ArrayBuffer>;
      return stepper.step(rows.length) * scale;
    },
    penalty: () =>
      tf.tidy(() => (sumOf(tf, [tf.scalar(0), ...penalties(layers)]).dataSync()[0] as number) * scale),
    release: () => stepper.release(),
  };
}

/** What the layers' own regularisers ask for. `model.calculateLosses` forgets those of a sequential model. */
function penalties(layers: readonly Layer[]): Tensor[] {
  return layers.flatMap((layer) => layer.calculateLosses());
}

function sumOf(tf: Tf, terms: Tensor[]): Tensor {
  return terms.length === 1 ? (terms[0] as Tensor) : tf.addN(terms);
}
