import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import type { Predictions } from '../metrics/predictions.ts';

/** The rows of some predictions, for a message. */
export interface PredictedRows {
  readonly rows: number;
  /** Number of rows predicted before these. */
  readonly before?: number;
  /** Such as "of the test split". */
  readonly place?: string;
  /** Whether its inputs could be bounded to the training ranges. */
  readonly canClip?: boolean;
}

/** UsageError, which names the model and the row, when a prediction is not finite. */
export function requireFinite(
  predictions: Predictions,
  { rows, before = 0, place, canClip = false }: PredictedRows,
  model: string,
): void {
  const broken = predictions.findIndex((value) => !Number.isFinite(value));
  if (broken < 0) return;
  const row = before + Math.floor(broken / (predictions.length / rows)) + 1;
  const where = place === undefined ? `row ${row}` : `row ${row} ${place}`;
  const text = `${model} predicts nothing for ${where}: its output is ${predictions[broken]}, no finite number`;
  throw new UsageError(
    canClip ? message`${text} (${option('clip', true)} bounds inputs to the training ranges)` : text,
  );
}
