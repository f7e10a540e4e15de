import type { InputBatch } from '../data/inputs/inputs.ts';
import type { Prediction } from '../reports/prediction.ts';
import type { LevelQuantile } from '../study/outputs/conformal-quantiles.ts';
import type { Examples } from '../training/predict.ts';
import { canClip } from './clipped-model.ts';
import { requireFinite } from './finite-predictions.ts';
import { predictionOf } from './predicted/predicted-cells.ts';
import { predictRows, type ServedModel } from './served-model.ts';

type NewRows = Examples & Pick<InputBatch, 'novelty' | 'keys'>;

/**
 * The predictions of all batches, in order, with the series and time, or the file, of each where `keyNames` has their columns, and
 * intervals or sets of classes by the conformal `quantiles` of the targets. UsageError names a row whose prediction is not finite.
 */
export async function predictionsOf(
  served: ServedModel,
  batches: AsyncIterable<NewRows> | Iterable<NewRows>,
  quantiles?: readonly LevelQuantile[],
  keyNames: readonly string[] = [],
): Promise<Prediction[]> {
  const { task } = served.pipeline;
  const all: Prediction[] = [];
  for await (const { rows, x, novelty, keys } of batches) {
    const predictions = await predictRows(served, { rows, x });
    requireFinite(predictions, { rows, before: all.length, canClip: canClip(served) }, served.name);
    for (let row = 0; row < rows; row++) {
      const own = novelty?.get(row);
      const key = keys && Object.fromEntries(keyNames.map((name, at) => [name, keys[row]?.[at]]));
      all.push({
        ...(key && { key }),
        ...predictionOf(task, predictions, row, quantiles),
        ...(own && { novelty: own }),
      });
    }
  }
  return all;
}
