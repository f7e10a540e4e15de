import type { Novelty } from '../../../reports/novelty.ts';
import { formatDuration, plainLine } from '../parts/format.ts';
import { noveltyLines } from './novelty-text.ts';

/** Remarks on a prediction, for standard error. */
export interface PredictionSummary extends Novelty {
  readonly model: string;
  readonly rows: number;
  readonly seconds: number;
  readonly out: string | null;
  /** Rows with too few rows before them. */
  readonly windowless?: number;
}

export function renderPrediction({
  model,
  rows,
  seconds,
  out,
  windowless = 0,
  ...novelty
}: PredictionSummary): string {
  const where = out === null ? '' : `, in ${out}`;
  return [
    `${rows} rows predicted by ${plainLine(model)} in ${formatDuration(seconds)}${where}`,
    ...(windowless > 0 ? [`${windowless} rows have too few rows before them, and are left out`] : []),
    ...noveltyLines(novelty),
  ].join('\n');
}
