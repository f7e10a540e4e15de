import { UsageError } from '../faults/errors.ts';
import type { Predictions } from '../metrics/predictions.ts';

/** UsageError, which names the row, where a model says what is no number; `before` rows came before these. */
export function requireFinite(predictions: Predictions, rows: number, before: number, model: string): void {
  const broken = predictions.findIndex((value) => !Number.isFinite(value));
  if (broken < 0) return;
  const row = before + Math.floor(broken / (predictions.length / rows)) + 1;
  const value = predictions[broken];
  throw new UsageError(`${model} predicts nothing for row ${row}: its output is ${value}, no finite number`);
}
