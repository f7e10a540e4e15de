import { type ConfusionReport, type QuickJudges, quickText } from '../reports/suspects-report.ts';
import type { Judgement } from './judgement.ts';

/** The judges of a report. */
interface Judges extends Pick<Judgement, 'isUnjudged'> {
  readonly quick?: QuickJudges | undefined;
  /** Number of rows of the source. */
  readonly rows: number;
}

const meaning = 'the better the models, the more suspects are mistakes of the data';

/** Cautions about a report on classes; `own` is the share of all rows that are predicted to be of their own class. */
export function classNotes(
  { confusion, ...judges }: Judges & { readonly confusion?: ConfusionReport | undefined },
  own: number,
): string[] {
  const who = confusion === undefined ? 'the models give' : `trial ${confusion.trial} gives`;
  const where = confusion === undefined ? 'rows' : 'validation rows';
  const share = confusion === undefined ? own : diagonalShare(confusion);
  return [
    `${who} ${percentage(share)} of the ${where} their own class: ${meaning}`,
    ...quickNotes(judges, confusion !== undefined),
  ];
}

/** Cautions about a report on values, from the R² of the best trial, or of quick models. */
export function valueNotes(
  { trials: [best], quick, source, isUnjudged = false }: Omit<Judgement, 'looks' | 'predictions'>,
  r2: number,
): string[] {
  const who = best === undefined ? 'the models explain' : `trial ${best.trial} explains`;
  const where = best === undefined ? '' : ' on validation';
  return [
    `${who} ${percentage(Math.max(0, r2))} of the target's variance${where}: ${meaning}`,
    ...quickNotes({ quick, isUnjudged, rows: source.raw.rowNumbers.length }, best !== undefined),
  ];
}

function quickNotes({ quick, rows, isUnjudged }: Judges, hasTrials: boolean): string[] {
  if (isUnjudged)
    return [
      'the trials were trained on the rows of train, which no model judges: quick ones do not work with windows',
    ];
  if (quick === undefined) return [];
  const others = Math.floor((rows * (quick.folds - 1)) / quick.folds);
  return [
    ...(hasTrials
      ? [`the trials were trained on the rows of train, which are judged by ${quickText(quick)}`]
      : ['after a search its best trials judge better than quick models']),
    ...(quick.fittedRows < others
      ? [`the linear models were fitted to ${quick.fittedRows} of the ${rows} rows: a search judges better`]
      : []),
  ];
}

function diagonalShare({ counts }: ConfusionReport): number {
  const rows = counts.flat().reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, row, label) => sum + (row[label] as number), 0) / rows;
}

function percentage(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
