import { classCounts } from './class-counts.ts';
import type { Predictions } from './predictions.ts';

/** How often each true class is predicted as each class. */
export interface ConfusionTable {
  readonly classes: readonly string[];
  /** A list a true class, a count a predicted one. */
  readonly counts: readonly (readonly number[])[];
  /** In the order of the classes; null where nothing is divided by: a class never predicted, or that has no rows. */
  readonly perClass: readonly {
    readonly precision: number | null;
    readonly recall: number | null;
    readonly rows: number;
  }[];
}

/** Which classes are taken for which, with each class's precision and recall. `y` holds class indices. */
export function confusionTable(
  probabilities: Predictions,
  y: ArrayLike<number>,
  classes: readonly string[],
): ConfusionTable {
  const flat = classCounts({ classes: classes.length, labels: y, probabilities })();
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
