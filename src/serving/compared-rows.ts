import { UsageError } from '../faults/errors.ts';
import { randomFor } from '../statistics/random.ts';
import { smallestVocabulary } from '../training/export/topology.ts';
import type { Examples } from '../training/predict.ts';
import { sizeOf } from '../training/wasm-kernels/shape.ts';
import type { OpenedModels } from './stored-model.ts';

/** A larger difference means another model: 32-bit arithmetic in another order differs by about a millionth. */
const tolerance = 1e-4;
const comparedRows = 32;

/** Random rows: numbers between -2 and 2, or whole ones when a network takes them as indices. */
export function comparedExamples({ builder, networks }: OpenedModels): Examples {
  const random = randomFor('export', 'comparison');
  const size = comparedRows * sizeOf(builder.dataset.inputShape);
  const places = smallestVocabulary(networks);
  const draw = () => (places === undefined ? 4 * random.next() - 2 : random.below(places));
  return { rows: comparedRows, x: Float32Array.from({ length: size }, draw) };
}

/**
 * The largest difference between the exported model's predictions and the members' own: absolute for probabilities,
 * relative to size or deviation for values. UsageError, which ends in `explanation`, when it is another model.
 */
export async function differenceOf(
  { served, builder }: OpenedModels,
  examples: Examples,
  got: ArrayLike<number>,
  explanation: string,
): Promise<number> {
  const { task } = builder.dataset;
  const unit = task.kind === 'regression' ? task.std : 1;
  const predictions = await served.predict(examples);
  const largest = predictions.reduce(
    (most, value, at) =>
      Math.max(most, Math.abs(value - (got[at] as number)) / Math.max(unit, Math.abs(value))),
    0,
  );
  if (largest <= tolerance) return largest;
  throw new UsageError(
    `${served.name} cannot be exported: it predicts otherwise, by ${largest}, ${explanation}`,
  );
}
