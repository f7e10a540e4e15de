import type { ConfusionTable } from '../reports/suspects-report.ts';
import { confusionMatrix, type Predictions } from './predictions.ts';

/** Which classes are taken for which, with each class's precision and recall. `y` holds class indices. */
export function confusionTable(
  probabilities: Predictions,
  y: ArrayLike<number>,
  classes: readonly string[],
): ConfusionTable {
  const flat = confusionMatrix(probabilities, y, classes.length);
  const counts = classes.map((_, label) => [
    ...flat.subarray(label * classes.length, (label + 1) * classes.length),
  ]);
  const perClass = counts.map((row, label) => {
    const hits = row[label] as number;
    const rows = sum(row);
    const predicted = sum(counts.map((each) => each[label] as number));
    return { precision: ratio(hits, predicted), recall: ratio(hits, rows), rows };
  });
  return { classes, counts, perClass };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
