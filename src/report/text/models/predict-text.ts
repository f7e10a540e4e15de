import { counted } from '../../../reports/figure.ts';
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
    `${counted(rows, 'row')} predicted by ${plainLine(model)} in ${formatDuration(seconds)}${where}`,
    ...(windowed === undefined ? [] : windowedLines(windowed)),
    ...noveltyLines(novelty),
  ].join('\n');
}

function windowedLines({ tooFew, interrupted, next, pastTarget, nextDays }: WindowedRows): string[] {
  const left = (count: number, [one, many]: readonly [string, string], reason: string, end: string) => {
    if (count === 0) return [];
    const [rows, are, them] =
      count === 1 ? [`1 ${one} has`, 'is', 'it'] : [`${count} ${many} have`, 'are', 'them'];
    return [`${rows} ${reason} before ${them}, and ${are} ${end}`];
  };
  const few = 'too few rows';
  const gap = `a row without ${plainLine(pastTarget ?? 'a target')} among the rows`;
  const rows = ['row', 'rows'] as const;
  const nextRows = ['next row', 'next rows'] as const;
  return [
    ...left(tooFew, rows, few, 'left out'),
    ...left(interrupted, rows, gap, 'left out'),
    ...left(next?.tooFew ?? 0, nextRows, few, 'not predicted'),
    ...left(next?.interrupted ?? 0, nextRows, gap, 'not predicted'),
    ...(nextDays === undefined ? [] : [nextDays]),
  ];
}
