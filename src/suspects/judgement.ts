import type { JudgedSplit } from '../reports/suspects-report.ts';
import type { JudgedTrial, JudgeSource } from './judged-trial.ts';
import type { RowLooks } from './row-looks.ts';

/** The input of a report; `trials` are best first and at least one. */
export interface Judgement {
  readonly study: string;
  readonly source: JudgeSource;
  readonly trials: readonly JudgedTrial[];
  readonly looks: RowLooks;
}

export const judgedSplits = ['train', 'validation'] as const satisfies readonly JudgedSplit[];
export const mostSuspects = 100;
export const mostWorst = 20;

/** The fields that both kinds of reports begin with; `suspects` counts them. */
export function opening(
  { study, source, trials }: Judgement,
  suspects: Readonly<Record<JudgedSplit, number>>,
) {
  const { inputs } = source.source.raw;
  return {
    study,
    trials: trials.map(({ trial }) => trial),
    splits: judgedSplits
      .map((name) => ({ name, rows: source.dataset.splits[name].rows, suspects: suspects[name] }))
      .filter(({ rows }) => rows > 0),
    ...(inputs.kind === 'images' ? { imageShape: inputs.shape } : {}),
  };
}
