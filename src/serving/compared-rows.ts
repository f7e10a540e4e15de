import { UsageError } from '../faults/errors.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { randomFor } from '../statistics/random.ts';
import { paddingOf } from '../study/inputs/padding-of.ts';
import { tokenRuns } from '../study/inputs/token-runs.ts';
import { scaledTarget } from '../study/outputs/target-scale.ts';
import { partsOf } from '../study/outputs/task-parts.ts';
import { padRow } from '../study/windows/padding.ts';
import { smallestVocabulary } from '../training/export/topology.ts';
import type { Examples } from '../training/predict.ts';
import { sizeOf } from '../training/wasm-kernels/shape.ts';
import type { OpenedModels } from './stored-model.ts';

/** A larger difference means another model: 32-bit arithmetic in another order differs by about a millionth. */
const tolerance = 1e-4;
const comparedRows = 32;

/**
 * Random rows: token ids where the data have them, and else numbers between -2 and 2, or whole ones when a network takes
 * all its inputs as indices. Padded sequences have random lengths.
 */
export function comparedExamples({ builder, networks }: OpenedModels): Examples {
  const { inputShape, preprocessing } = builder.dataset;
  const random = randomFor('export', 'comparison');
  const inputs = sizeOf(inputShape);
  const runs = tokenRuns(preprocessing);
  const places = runs.length > 0 ? undefined : smallestVocabulary(networks.map(({ model }) => model));
  const sizes = new Array<number | undefined>(inputs).fill(places);
  for (const { start, length, size } of runs) sizes.fill(size, start, start + length);
  const draw = (_: unknown, at: number) => {
    const size = sizes[at % inputs];
    return size === undefined ? 4 * random.next() - 2 : random.below(size);
  };
  const x = Float32Array.from({ length: comparedRows * inputs }, draw);
  const padding = paddingOf(preprocessing);
  const [length = 0, features = 0] = inputShape;
  for (let row = 0; padding !== undefined && row < comparedRows; row++) {
    padRow(x.subarray(row * inputs, (row + 1) * inputs), features, padding.pad, 1 + random.below(length));
  }
  return { rows: comparedRows, x };
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
  const scaled = (value: number, at: number) => {
    const own = columns[at % columns.length];
    return own?.kind === 'regression' ? scaledTarget(value, own) : value;
  };
  const columns = partsOf(task).flatMap(({ task: own, predictions: { width } }) =>
    new Array<typeof own>(width).fill(own),
  );
  const predictions = await served.predict(examples);
  const largest = predictions.reduce(
    (most, value, at) => Math.max(most, gap(scaled(value, at), scaled(got[at] as number, at))),
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
