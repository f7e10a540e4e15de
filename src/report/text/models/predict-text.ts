import type { Novelty } from '../../../reports/novelty.ts';
import type { WindowedRows } from '../../../reports/prediction.ts';
import { formatDuration, plainLine } from '../parts/format.ts';
import { noveltyLines } from './novelty-text.ts';

/** Remarks on a prediction, for standard error. */
export interface PredictionSummary extends Novelty {
  readonly model: string;
  readonly rows: number;
  readonly seconds: number;
  readonly out: string | null;
  readonly windowed?: WindowedRows;
}

export function renderPrediction({
  model,
  rows,
  seconds,
  out,
  windowed,
  ...novelty
}: PredictionSummary): string {
  const where = out === null ? '' : `, in ${out}`;
  return [
    `${rows} rows predicted by ${plainLine(model)} in ${formatDuration(seconds)}${where}`,
    ...(windowed === undefined ? [] : windowedLines(windowed)),
    ...noveltyLines(novelty),
  ].join('\n');
}

function windowedLines({ tooFew, interrupted, pastTarget, nextDays }: WindowedRows): string[] {
  const left = (count: number, reason: string) =>
    count === 0
      ? []
      : [
          `${count === 1 ? '1 row has' : `${count} rows have`} ${reason}, and ${count === 1 ? 'is' : 'are'} left out`,
        ];
  return [
    ...left(tooFew, 'too few rows before them'),
    ...left(interrupted, `a row without ${plainLine(pastTarget ?? 'a target')} among the rows before them`),
    ...(nextDays === undefined ? [] : [nextDays]),
  ];
}
