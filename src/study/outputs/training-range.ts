import type { TrainingRange } from '../pipeline.ts';

/*
 * Ranges of the training rows, with which new rows are compared. Exported folders carry the compiled text of this file.
 */

/** True for a value that is further outside the range than the range is wide; false for NaN. */
export function isFarOutside(value: number, { least, largest }: TrainingRange): boolean {
  const width = largest - least;
  return value < least - width || value > largest + width;
}

/** The nearest value within the range; NaN stays. */
export function boundedInput(value: number, { least, largest }: TrainingRange): number {
  return Math.min(largest, Math.max(least, value));
}

/** The nearest value that is at most the range's width outside it. */
export function boundedPrediction(value: number, { least, largest }: TrainingRange): number {
  const width = largest - least;
  return Math.min(largest + width, Math.max(least - width, value));
}
