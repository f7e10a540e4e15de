import type { Dataset, Split } from '../../data/dataset.ts';
import { freshInputs, tensorsOf } from '../inputs.ts';
import type { BuildInput, ModelFamily } from '../models/model-family.ts';
import type { LayersModel, Tensor, Tf } from '../tensorflow.ts';
import type { Loss } from './batch-loss.ts';

/**
 * A module's own loss for a configuration. Each call throws an Error if the module does not return a scalar, or does
 * not read the rows' weights.
 */
export function ownLoss(tf: Tf, loss: NonNullable<ModelFamily['loss']>, config: BuildInput['config']): Loss {
  return (outputs, targets, { weights } = {}) => {
    let isWeighted = weights === undefined;
    const input = {
      ...{ tf, outputs, targets, config },
      get weights() {
        isWeighted = true;
        return weights;
      },
    };
    // A user's module is JavaScript, and may return anything.
    const value: unknown = loss(input);
    if (!isWeighted) throw new Error('its loss must use `weights`, because the rows have weights');
    if (!(value instanceof tf.Tensor)) {
      throw new Error(`its loss must return a scalar of the given tf, and returns ${saidOf(value)}`);
    }
    if (value.rank !== 0) {
      throw new Error(`its loss must return a scalar, and returns the shape ${JSON.stringify(value.shape)}`);
    }
    return value as Tensor;
  };
}

function saidOf(value: unknown): string {
  return typeof value === 'number' ? `the number ${value}` : value === null ? 'null' : typeof value;
}

/** Tries a loss on the first training rows. Throws an Error that says why it cannot train the model. */
export function tryLoss(tf: Tf, model: LayersModel, dataset: Dataset, loss: Loss, batchSize: number): void {
  const { train } = dataset.splits;
  const rows = rowsFrom(0, Math.min(batchSize, train.rows));
  tf.tidy(() => {
    const { x, y, weights } = tensorsOf(freshInputs(tf), dataset, train, () => rows);
    const outputs = model.apply(x, { training: false }) as Tensor;
    loss(outputs, y, { weights });
    try {
      tf.grad((given) => loss(given, y, { weights }) as never)(outputs);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`its loss has no gradient with respect to the outputs: ${reason}`);
    }
  });
}

/**
 * The mean of a loss over a split for the model's current predictions. Uses the training's batch size, because a loss
 * may be a sum over its rows.
 */
export function meanLoss(
  tf: Tf,
  model: LayersModel,
  dataset: Dataset,
  { split, loss, batchSize }: { readonly split: Split; readonly loss: Loss; readonly batchSize: number },
): number {
  const inputs = freshInputs(tf);
  let sum = 0;
  for (let start = 0; start < split.rows; start += batchSize) {
    const rows = rowsFrom(start, Math.min(start + batchSize, split.rows));
    const mean = tf.tidy(() => {
      const { x, y, weights } = tensorsOf(inputs, dataset, split, () => rows);
      return loss(model.apply(x, { training: false }) as Tensor, y, { weights }).dataSync()[0] as number;
    });
    sum += mean * rows.length;
  }
  return sum / split.rows;
}

function rowsFrom(start: number, end: number): Int32Array {
  return Int32Array.from({ length: end - start }, (_, index) => start + index);
}
