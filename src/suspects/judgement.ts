import { type BySplit, splitNames } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { QuickJudges } from '../reports/suspects-report.ts';
import type { JudgedTrial } from './judged-trial.ts';
import type { RowLooks } from './row-looks.ts';

/** The input of a report. */
export interface Judgement {
  readonly study: string;
  /** The rows of each split, each in one of them. */
  readonly source: SourceRows;
  /** Best first. */
  readonly trials: readonly JudgedTrial[];
  /** Predictions of each split by models that were not trained on its rows; none for a split without rows. */
  readonly predictions: BySplit<readonly Predictions[]>;
  readonly quick?: QuickJudges;
  readonly looks: RowLooks;
  /** The rows that the trials were trained on are left out, as they stand in the windows of others. */
  readonly isUnjudged?: boolean;
}

export const mostSuspects = 100;
export const mostWorst = 20;

/** The fields that both kinds of reports begin with; `suspects` counts them. */
export function opening({ study, source, trials, quick }: Judgement, suspects: BySplit<number>) {
  const { inputs } = source.raw;
  return {
    study,
    trials: trials.map(({ trial }) => trial),
    ...(quick && { quick }),
    splits: splitNames
      .map((name) => ({ name, rows: source.rows[name].length, suspects: suspects[name] }))
      .filter(({ rows }) => rows > 0),
    ...(inputs.kind === 'images' ? { imageShape: inputs.shape } : {}),
  };
}
