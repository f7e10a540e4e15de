import { formatDuration, plainLine } from '../parts/format.ts';

/** Remarks on a prediction, for standard error. */
export interface PredictionSummary {
  readonly model: string;
  readonly rows: number;
  readonly seconds: number;
  readonly out: string | null;
  /** By column: the number of cells with a category that training did not see. */
  readonly unknownCategories: Readonly<Record<string, number>>;
}

export function renderPrediction({
  model,
  rows,
  seconds,
  out,
  unknownCategories,
}: PredictionSummary): string {
  const where = out === null ? '' : `, in ${out}`;
  return [
    `${rows} rows predicted by ${plainLine(model)} in ${formatDuration(seconds)}${where}`,
    ...Object.entries(unknownCategories).map(
      ([name, count]) =>
        `${plainLine(name)}: ${count} ${count === 1 ? 'cell has a category' : 'cells have categories'} that training did not know, and ${count === 1 ? 'counts' : 'count'} as none`,
    ),
  ].join('\n');
}
