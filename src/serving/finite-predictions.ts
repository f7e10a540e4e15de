import { UsageError } from '../faults/errors.ts';
import type { Predictions } from '../metrics/predictions.ts';

/** The rows of some predictions, for a message. */
export interface PredictedRows {
  readonly rows: number;
  /** Number of rows predicted before these. */
  readonly before?: number;
  /** Such as "of the test split". */
  readonly place?: string;
}

/** UsageError, which names the model and the row, when a prediction is not finite. */
export function requireFinite(
  predictions: Predictions,
  { rows, before = 0, place }: PredictedRows,
  model: string,
): void {
  const broken = predictions.findIndex((value) => !Number.isFinite(value));
  if (broken < 0) return;
  const row = before + Math.floor(broken / (predictions.length / rows)) + 1;
  const where = place === undefined ? `row ${row}` : `row ${row} ${place}`;
  throw new UsageError(
    `${model} predicts nothing for ${where}: its output is ${predictions[broken]}, no finite number`,
  );
}
