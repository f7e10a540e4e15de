import { UsageError } from '../faults/errors.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { randomFor } from '../statistics/random.ts';
import { scaledTarget } from '../study/outputs/target-scale.ts';
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
  const places = smallestVocabulary(networks.map(({ model }) => model));
  const draw = () => (places === undefined ? 4 * random.next() - 2 : random.below(places));
  return { rows: comparedRows, x: Float32Array.from({ length: size }, draw) };
}

/**
 * The largest difference between the exported model's predictions and the members' own: of probabilities, or of scaled
 * values, relative to those above 1. UsageError, which ends in `explanation`, when it is another model.
 */
export async function differenceOf(
  { served, builder }: OpenedModels,
  examples: Examples,
  got: Predictions,
  explanation: string,
): Promise<number> {
  const { task } = builder.dataset;
  const scaled = (value: number) => (task.kind === 'regression' ? scaledTarget(value, task) : value);
  const predictions = await served.predict(examples);
  const largest = predictions.reduce(
    (most, value, at) => Math.max(most, gap(scaled(value), scaled(got[at] as number))),
    0,
  );
  if (largest <= tolerance) return largest;
  throw new UsageError(
    `${served.name} cannot be exported: it predicts otherwise, by ${largest}, ${explanation}`,
  );
}

function gap(one: number, other: number): number {
  return one === other ? 0 : Math.abs(one - other) / Math.max(1, Math.abs(one));
}
