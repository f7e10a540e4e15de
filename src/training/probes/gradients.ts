import type { Dataset } from '../../data/dataset.ts';
import type { Random } from '../../statistics/random.ts';
import { freshInputs } from '../inputs.ts';
import { createPass } from '../loop/pass.ts';
import type { Tf } from '../tensorflow.ts';
import { learningWeights, type NamedWeight } from './layers.ts';
import type { Untrained } from './untrained.ts';

export interface WeightGradient extends NamedWeight {
  /** Undefined if the loss does not depend on the weight. */
  readonly gradient: ArrayLike<number> | undefined;
}

/**
 * The gradient of the training loss on the given rows of the training split with respect to each weight. The learner
 * must not step afterwards: its dropout layers now draw from this pass.
 */
export function weightGradients(
  tf: Tf,
  { model, loss }: Pick<Untrained, 'model' | 'loss'>,
  dataset: Dataset,
  { rows, noise }: { readonly rows: Int32Array; readonly noise: Random },
): WeightGradient[] {
  const pass = createPass(tf, model, dataset, { noise, loss });
  pass.rows = rows;
  try {
    return tf.tidy(() => {
      const { gradients } = pass.compute(freshInputs(tf));
      return learningWeights(model).map((weight, index) => ({
        ...weight,
        gradient: gradients[index]?.dataSync(),
      }));
    });
  } finally {
    pass.release();
  }
}
