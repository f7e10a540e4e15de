import { formatNumber } from '../../metrics/number-format.ts';
import { counted } from '../../reports/figure.ts';
import type { CurveColumns } from '../columns/curve-columns.ts';
import type { StudyView } from '../study-view.ts';
import { curveFrame, curvesBeyond } from './curve-frame.ts';
import { curveOf, orderedCurves } from './ordered-curves.ts';

/** Such as "240 of 243 trials; 2 leave the picture": a trial that failed in its first epoch has no curve. */
export function curvesNote(view: StudyView): string {
  const { curves, head, trials } = view;
  if (curves === undefined) return '';
  const drawn = curves.trial.filter((_, curve) => curves.offset[curve] !== curves.offset[curve + 1]).length;
  const beyond = curvesBeyond(curves, curveFrame(head, curves));
  const cut = beyond > 0 ? `; ${beyond} ${beyond === 1 ? 'leaves' : 'leave'} the picture` : '';
  return `${drawn} of ${counted(trials.trial.length, 'trial')}${cut}`;
}

/** Why a picture of these curves would be empty: epoch 0 is the untrained model, and alone makes no curve. */
export function whyNoCurves({ epoch }: CurveColumns): string | undefined {
  if (epoch.length === 0) return 'No trial has reported an epoch yet.';
  return epoch.some((each) => each > 0) ? undefined : 'No trial has ended an epoch of training yet.';
}

/** The picture in words: its range, and the curve of the best trial. */
export function describeCurves(view: StudyView): string {
  const { curves, head } = view;
  if (curves === undefined || curves.epoch.length === 0) return 'No trial has reported an epoch yet.';
  const { epochs, values } = curveFrame(head, curves);
  const best = head.best === null ? undefined : curveOf(orderedCurves(curves), head.best);
  const range = `${formatNumber(values.min)} to ${formatNumber(values.max)}`;
  const course =
    best === undefined
      ? ''
      : ` Trial ${head.best}, the best, goes from ${formatNumber(best.value[0] as number)} to ${formatNumber(best.value.at(-1) as number)} in ${counted(best.epoch.length, 'epoch')}.`;
  return `Learning curves of ${curvesNote(view)}: ${curves.metric} by epoch, epochs ${epochs.min} to ${epochs.max}, values ${range}.${course}`;
}
