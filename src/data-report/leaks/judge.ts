import type { RawTarget } from '../../data/raw-data.ts';
import { counted, figure, percent } from '../../reports/figure.ts';
import type { LeakEvidence } from './severity.ts';
import { baselineError, type JudgedTarget, judgedTarget } from './target.ts';

/** The targets of the examined rows, and the error of the best constant. */
export interface LeakJudge extends LeakEvidence {
  readonly target: JudgedTarget;
}

export function judgeOf(target: RawTarget, rows: Int32Array): LeakJudge {
  const judged = judgedTarget(target, rows);
  const baseline = baselineError(judged);
  const evidence = judged.kind === 'classification' ? baseline : judged.rows;
  return { kind: judged.kind, target: judged, baseline, evidence };
}

/** The error in words, beside that of the best constant. */
export function accountOf(error: number, { target, baseline }: LeakJudge): string {
  const { rows } = target;
  if (target.kind === 'classification') {
    return `${error} of ${counted(rows, 'row')} wrong, against ${baseline} by the most frequent class`;
  }
  const ranks = `ranks are missed by ${figure(error / rows)} of ${rows} on average`;
  return `${ranks}, against ${figure(baseline / rows)} by the median (${percent(error / baseline)})`;
}
