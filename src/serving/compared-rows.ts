import { UsageError } from '../faults/errors.ts';
import { randomFor } from '../statistics/random.ts';
import { smallestVocabulary } from '../training/export/topology.ts';
import type { Examples } from '../training/predict.ts';
import { sizeOf } from '../training/wasm-kernels/shape.ts';
import type { OpenedModels } from './stored-model.ts';

/** Beyond this the two are not the same model: 32-bit arithmetic in another order differs by about a millionth. */
const tolerance = 1e-4;
const comparedRows = 32;

/** Rows drawn at random: numbers between -2 and 2, or whole ones where a network takes them for places in a list. */
export function comparedExamples({ builder, networks }: OpenedModels): Examples {
  const random = randomFor('export', 'comparison');
  const size = comparedRows * sizeOf(builder.dataset.inputShape);
  const places = smallestVocabulary(networks);
  const draw = () => (places === undefined ? 4 * random.next() - 2 : random.below(places));
  return { rows: comparedRows, x: Float32Array.from({ length: size }, draw) };
}

/**
 * How far what was written is from the members' own predictions: at most, as a share of one or, of values, of their size
 * or deviation. UsageError, which ends in `explanation`, where it is another model.
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
