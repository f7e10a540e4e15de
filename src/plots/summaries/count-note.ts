import { counted } from '../../reports/figure.ts';
import type { StudyView } from '../study-view.ts';
import { trialGroups } from './trial-groups.ts';

/** "243 of 243 trials, 12 failed": how many trials a picture draws; by default those that have a value. */
export function countNote(view: StudyView, drawn = withValue(view)): string {
  const { failed, open } = trialGroups(view);
  const selected = view.selected?.reduce((sum, mark) => sum + mark, 0);
  return [
    `${drawn} of ${counted(view.trials.trial.length, 'trial')}`,
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
    ...(open.length > 0 ? [`${open.length} not ended`] : []),
    ...(selected === undefined ? [] : [`${selected} selected`]),
  ].join(', ');
}

/** Number of trials that have a value. */
function withValue({ trials }: StudyView): number {
  return trials.value.reduce((sum, value) => sum + Number(Number.isFinite(value)), 0);
}

/** A note on means over all trials that names the pruned ones; empty where no trial was pruned. */
export function prunedNote(view: StudyView): string {
  return trialGroups(view).pruned.length === 0
    ? ''
    : ' Pruned trials count with the value that they had reached.';
}

/** Number of trials that have a value or failed, and that a chart of values marks at its edge. */
export function withMark(view: StudyView): number {
  return view.trials.trial.length - trialGroups(view).open.length;
}
