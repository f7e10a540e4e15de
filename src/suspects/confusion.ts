import type { Split } from '../data/dataset.ts';
import { confusionTable } from '../metrics/confusion.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { ConfusionReport } from '../reports/suspects-report.ts';

/** A trial's confusion matrix on the validation split, with each class's precision and recall. */
export function confusionReport(
  trial: number,
  predictions: Predictions,
  validation: Pick<Split, 'y'>,
  task: Parameters<typeof confusionTable>[2],
): ConfusionReport {
  return { trial, split: 'validation', ...confusionTable(predictions, validation.y, task) };
}
