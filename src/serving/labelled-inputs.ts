import type { Inputs } from '../data/inputs/inputs.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { ServedModel } from './served-model.ts';

/** Predictions of all rows of a file whose target was asked for, and their targets as in a Split. */
export async function predictLabelled(
  model: ServedModel,
  inputs: Inputs,
): Promise<{ predictions: Predictions; y: Float32Array }> {
  const predictions: Predictions[] = [];
  const targets: Float32Array[] = [];
  for await (const { rows, x, y } of inputs.batches) {
    if (y === undefined) throw new Error('the rows were read without their target');
    predictions.push(await model.predict({ rows, x }));
    targets.push(y);
  }
  return {
    predictions: joined(predictions, (length) => new Float64Array(length)),
    y: joined(targets, (length) => new Float32Array(length)),
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
