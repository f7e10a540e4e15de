import { chosenClass } from '../study/outputs/chosen-class.ts';
import type { ClassExamples, RowWeights } from './metric.ts';

/** [classes, classes] summed weights, row = true class, column = predicted class (the first of equal probabilities). */
export function classCounts({
  classes,
  labels,
  probabilities,
  threshold,
}: ClassExamples): (weights?: RowWeights) => Float64Array {
  const cells = Int32Array.from(
    labels,
    (label, row) => label * classes + chosenClass(probabilities, row, classes, threshold),
  );
  return (weights) => {
    const counts = new Float64Array(classes * classes);
    cells.forEach((cell, row) => {
      counts[cell] = (counts[cell] as number) + (weights?.[row] ?? 1);
    });
    return counts;
  };
}
