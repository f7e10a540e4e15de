import type { Split, SplitName } from '../data/dataset.ts';
import type { Inputs } from '../data/inputs/inputs.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { requireFinite } from './finite-predictions.ts';
import { predictRows, type ServedModel } from './served-model.ts';

/** Finite predictions of labelled rows, and their targets and weights as in a Split. */
export interface LabelledPredictions {
  readonly predictions: Predictions;
  readonly y: Float32Array;
  readonly weight?: Float64Array | undefined;
}

/** Predicts a split of the study's data. UsageError for a prediction that is not finite. */
export async function predictSplit(
  model: ServedModel,
  split: Split,
  name: SplitName,
): Promise<LabelledPredictions> {
  const { rows, y, weight } = split;
  const predictions = await model.predict(split);
  requireFinite(predictions, { rows, place: `of the ${name} split` }, model.name);
  return { predictions, y, weight };
}

/**
 * Predicts all rows of a file that was opened with its target; `keepsInputs` also returns x [rows, ...inputShape].
 * UsageError for a prediction that is not finite.
 */
export async function predictLabelled(
  model: ServedModel,
  inputs: Inputs,
  keepsInputs = false,
): Promise<LabelledPredictions & { readonly x?: Float32Array }> {
  const predictions: Predictions[] = [];
  const encoded: Float32Array[] = [];
  const targets: Float32Array[] = [];
  const weights: Float64Array[] = [];
  let count = 0;
  for await (const { rows, x, y, weight } of inputs.batches) {
    if (y === undefined) throw new Error('the rows were read without their target');
    const predicted = await predictRows(model, { rows, x });
    requireFinite(predicted, { rows, before: count }, model.name);
    predictions.push(predicted);
    targets.push(y);
    if (keepsInputs) encoded.push(x);
    if (weight !== undefined) weights.push(weight);
    count += rows;
  }
  return {
    predictions: joined(predictions, (length) => new Float64Array(length)),
    y: joined(targets, (length) => new Float32Array(length)),
    weight: weights.length === 0 ? undefined : joined(weights, (length) => new Float64Array(length)),
    ...(keepsInputs && { x: joined(encoded, (length) => new Float32Array(length)) }),
  };
}

function joined<T extends Float32Array | Float64Array>(parts: readonly T[], make: (length: number) => T): T {
  const whole = make(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
