import type { Split } from '../../data/dataset.ts';
import type { ConfusionReport } from '../../study/suspects-report.ts';
import { confusionTable } from '../../training/confusion.ts';
import type { Predictions } from '../../training/metrics.ts';

/** Which classes a trial takes for which, on the validation split, with each class's precision and recall. */
export function confusionReport(
  trial: number,
  predictions: Predictions,
  validation: Pick<Split, 'y'>,
  classes: readonly string[],
): ConfusionReport {
  return { trial, split: 'validation', ...confusionTable(predictions, validation.y, classes) };
}
