import type { Dataset } from '../../data/dataset.ts';
import type { Random } from '../../statistics/random.ts';
import { freshInputs, type Inputs, tensorsOf } from '../inputs.ts';
import { layersOf } from '../model-layers.ts';
import { moveInPlace } from '../replay/moving-averages.ts';
import type { Compute } from '../replay/stepper.ts';
import type { LayersModel, Tensor, Tf, Variable } from '../tensorflow.ts';
import type { Machine } from '../wasm-kernels/machine.ts';
import { forgetMasks, takeMasksFrom } from './dropout.ts';
import type { Loss } from './loss.ts';

/** A model's way forward and back over a batch of the training split. */
export interface Pass {
  readonly variables: readonly Variable[];
  /** The loss of `rows` and the variables' gradients. */
  readonly compute: Compute;
  /** What `compute` computes next: indices of training rows. */
  rows: Int32Array;
  /** What the layers' regularisers add to the loss. */
  penalty(): Tensor;
  /** Frees what layers keep from one pass to the next. */
  release(): void;
}

export interface PassSettings {
  /** What dropout draws from. */
  readonly noise: Random;
  /** What is minimised, together with the layers' regularisers. */
  readonly loss: Loss;
  /** There is no gradient of these. */
  readonly frozen?: ReadonlySet<Variable> | undefined;
  /** Moving averages are moved on its heap. */
  readonly machine?: Machine | undefined;
}

/** Takes over the model's dropouts and, on a machine, its moving averages, until it is released. */
export function createPass(
  tf: Tf,
  model: LayersModel,
  dataset: Dataset,
  { noise, loss, frozen = new Set(), machine }: PassSettings,
): Pass {
  const { train } = dataset.splits;
  const variables = model.trainableWeights
    .map((weight) => weight.read() as Variable)
    .filter((variable) => !frozen.has(variable));
  const layers = layersOf(model);
  let source: Inputs = freshInputs(tf);
  takeMasksFrom(tf, layers, () => source, noise);
  const leaveAverages = machine && moveInPlace(tf, machine, layers);
  // `model.calculateLosses` forgets those of a sequential model.
  const penalties = () => layers.flatMap((layer) => layer.calculateLosses() as Tensor[]);
  const sum = (first: Tensor) => penalties().reduce((total, term) => tf.add(total, term), first);

  const pass: Pass = {
    variables,
    rows: new Int32Array(),
    compute(inputs) {
      source = inputs;
      const { x, y, soft } = tensorsOf(inputs, dataset, train, () => pass.rows);
      const { value, grads } = tf.variableGrads(
        () => sum(loss(model.apply(x, { training: true }) as Tensor, y, soft)) as never,
        variables,
      );
      // Recurrent cells would keep theirs until the next pass, and nothing that outlives a pass can be replayed.
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
