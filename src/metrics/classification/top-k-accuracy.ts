import { type ClassExamples, type Metric, meanMetric } from '../metric.ts';

/**
 * The share of rows whose true class is among the `k` most probable; of equal probabilities the lower class index ranks
 * first.
 */
export function topKAccuracy<K extends number>(
  k: K,
): Metric<ClassExamples> & { readonly name: `top${K}Accuracy` } {
  return {
    ...meanMetric<ClassExamples>({
      name: `top${k}Accuracy`,
      direction: 'maximize',
      range: [0, 1],
      format: 'percentage',
      isShareOfRows: true,
      description: `share of rows whose true class is among the ${k} likeliest`,
      perExample: (examples) =>
        Float64Array.from(examples.labels, (_, row) => (placeOf(examples, row) < k ? 1 : 0)),
    }),
    name: `top${k}Accuracy`,
  };
}

/** Number of classes that rank before the true one. */
function placeOf({ classes, labels, probabilities }: ClassExamples, row: number): number {
  const label = labels[row] as number;
  const own = probabilities[row * classes + label] as number;
  let before = 0;
  for (let c = 0; c < classes; c++) {
    const other = probabilities[row * classes + c] as number;
    if (other > own || (other === own && c < label)) before++;
  }
  return before;
}
