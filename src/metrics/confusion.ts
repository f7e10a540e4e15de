import type { Task } from '../study/pipeline.ts';
import { classCounts } from './class-counts.ts';
import type { Predictions } from './predictions.ts';

/** A confusion matrix with each class's precision and recall. */
export interface ConfusionTable {
  readonly classes: readonly string[];
  /** One list per true class, one count per predicted class. */
  readonly counts: readonly (readonly number[])[];
  /** In the order of the classes; null for a division by zero: a class that is never predicted, or has no rows. */
  readonly perClass: readonly {
    readonly precision: number | null;
    readonly recall: number | null;
    readonly rows: number;
  }[];
}

/** The confusion matrix of predictions, with each class's precision and recall. `y` holds class indices. */
export function confusionTable(
  probabilities: Predictions,
  y: ArrayLike<number>,
  { classes, threshold }: Pick<Extract<Task, { kind: 'classification' }>, 'classes' | 'threshold'>,
): ConfusionTable {
  const flat = classCounts({ classes: classes.length, labels: y, probabilities, threshold })();
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
