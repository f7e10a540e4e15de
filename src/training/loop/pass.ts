import type { Dataset } from '../../data/dataset.ts';
import type { Random } from '../../statistics/random.ts';
import type { Augmentation } from '../augmentation/augmentation.ts';
import { freshInputs, type Inputs, tensorsOf } from '../inputs.ts';
import { markConstant } from '../layers/recurrent-sequence.ts';
import { layersOf } from '../model-layers.ts';
import { moveInPlace } from '../replay/moving-averages.ts';
import type { Compute } from '../replay/stepper.ts';
import type { LayersModel, Tensor, Tf, Variable } from '../tensorflow.ts';
import type { Machine } from '../wasm-kernels/machine.ts';
import type { Loss } from './batch-loss.ts';
import { forgetMasks, takeMasksFrom } from './dropout.ts';

/** The forward and backward pass of a model over a batch of the training split. */
export interface Pass {
  readonly variables: readonly Variable[];
  /** Computes the loss of `rows` and the gradients of the variables. */
  readonly compute: Compute;
  /** Indices of the training rows for the next `compute`. */
  rows: Int32Array;
  /** The contribution of the layers' regularisers to the loss. */
  penalty(): Tensor;
  /** Frees the tensors that layers keep between passes. */
  release(): void;
}

export interface PassSettings {
  /** The random stream of the dropout masks, and of the augmentation. */
  readonly noise: Random;
  /** The current factor of the dropout rates. */
  readonly dropoutShare?: () => number;
  /** Makes the targets to train on from those of the rows. */
  readonly smooth?: ((targets: Tensor) => Tensor) | undefined;
  readonly augmentation?: Augmentation | undefined;
  /** The loss to minimise, to which the layers' regularisers are added. */
  readonly loss: Loss;
  /** Variables for which no gradient is computed. */
  readonly frozen?: ReadonlySet<Variable> | undefined;
  /** If set, moving averages are updated in place on its heap. */
  readonly machine?: Machine | undefined;
}

/** Replaces the model's dropout and, on a machine, its moving average updates, until the pass is released. */
export function createPass(
  tf: Tf,
  model: LayersModel,
  dataset: Dataset,
  { noise, loss, frozen = new Set(), machine, augmentation, dropoutShare, smooth }: PassSettings,
): Pass {
  const { train } = dataset.splits;
  const variables = model.trainableWeights
    .map((weight) => weight.read() as Variable)
    .filter((variable) => !frozen.has(variable));
  const layers = layersOf(model);
  let source: Inputs = freshInputs(tf);
  takeMasksFrom(tf, layers, { inputs: () => source, random: noise, share: dropoutShare });
  const leaveAverages = machine && moveInPlace(tf, machine, layers);
  // Not `model.calculateLosses`: it omits the losses of a sequential model.
  const penalties = () => layers.flatMap((layer) => layer.calculateLosses() as Tensor[]);
  const sum = (first: Tensor) => penalties().reduce((total, term) => tf.add(total, term), first);

  const pass: Pass = {
    variables,
    rows: new Int32Array(),
    compute(inputs) {
      source = inputs;
      const { x, y, ...further } = tensorsOf(inputs, dataset, train, () => pass.rows, augmentation);
      // The gradients are those of the variables.
      markConstant(x);
      const targets = smooth?.(y) ?? y;
      const { value, grads } = tf.variableGrads(
        () => sum(loss(model.apply(x, { training: true }) as Tensor, targets, further)) as never,
        variables,
      );
      // Recurrent cells keep their masks until the next pass, but a tensor that outlives a pass cannot be replayed.
      forgetMasks(tf, layers);
      return { value, gradients: variables.map(({ name }) => grads[name]) };
    },
    penalty: () => sum(tf.scalar(0)),
    release() {
      forgetMasks(tf, layers);
      leaveAverages?.();
    },
  };
  return pass;
}
