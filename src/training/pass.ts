import type { Dataset } from '../data/dataset.ts';
import type { Random } from '../study/random.ts';
import { forgetMasks, takeMasksFrom } from './dropout.ts';
import { fillInputs, fillTargets, freshInputs, type Inputs, targetWidth } from './inputs.ts';
import { meanSquaredError, softmaxCrossEntropy } from './loss.ts';
import { layersOf } from './model-layers.ts';
import type { Compute } from './stepper.ts';
import type { LayersModel, Tensor, Tf, Variable } from './tensorflow.ts';

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

/** `noise` is what dropout draws from. */
export function createPass(tf: Tf, model: LayersModel, { task, inputShape, splits }: Dataset, noise: Random) {
  const variables = model.trainableWeights.map((weight) => weight.read() as Variable);
  const layers = layersOf(model);
  const loss = task.kind === 'classification' ? softmaxCrossEntropy(tf) : meanSquaredError(tf);
  let source: Inputs = freshInputs(tf);
  takeMasksFrom(tf, layers, () => source, noise);
  // `model.calculateLosses` forgets those of a sequential model.
  const penalties = () => layers.flatMap((layer) => layer.calculateLosses() as Tensor[]);
  const sum = (first: Tensor) => penalties().reduce((total, term) => tf.add(total, term), first);

  const pass: Pass = {
    variables,
    rows: new Int32Array(),
    compute(inputs) {
      source = inputs;
      const { length } = pass.rows;
      const x = inputs.tensor([length, ...inputShape], (to) => fillInputs(to, splits.train, pass.rows));
      const targetShape = [length, targetWidth(task)];
      const y = inputs.tensor(targetShape, (to) => fillTargets(to, task, splits.train, pass.rows));
      const { value, grads } = tf.variableGrads(
        () => sum(loss(model.apply(x, { training: true }) as Tensor, y)) as never,
        variables,
      );
      return { value, gradients: variables.map(({ name }) => grads[name]) };
    },
    penalty: () => sum(tf.scalar(0)),
    release: () => forgetMasks(tf, layers),
  };
  return pass;
}
