import { chosenClass } from '../study/outputs/chosen-class.ts';
import type { ClassExamples, Measure, RowWeights } from './metric.ts';

/** Summed weights for one class: of rows with that label, of rows with that prediction, and of rows with both. */
export interface ClassTotals {
  readonly actual: number;
  readonly predicted: number;
  readonly correct: number;
}

/** A metric's measure, computed from the classes' totals. */
export function fromTotals(
  compute: (totals: readonly ClassTotals[]) => number,
): (examples: ClassExamples) => Measure {
  return (examples) => {
    const totalsUnder = classTotals(examples);
    return (weights) => compute(totalsUnder(weights));
  };
}

/** The totals of each class, in their order. */
export function classTotals({
  classes,
  labels,
  probabilities,
  threshold,
}: ClassExamples): (weights?: RowWeights) => ClassTotals[] {
  const guesses = Int32Array.from(labels, (_, row) => chosenClass(probabilities, row, classes, threshold));
  return (weights) => {
    const totals = Array.from({ length: classes }, () => ({ actual: 0, predicted: 0, correct: 0 }));
    guesses.forEach((guess, row) => {
      const label = labels[row] as number;
      const weight = weights?.[row] ?? 1;
      const [own, other] = [totals[label], totals[guess]];
      if (own === undefined || other === undefined) return;
      own.actual += weight;
      other.predicted += weight;
      if (guess === label) own.correct += weight;
    });
    return totals;
  };
}
