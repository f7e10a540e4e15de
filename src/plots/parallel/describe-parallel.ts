import { counted } from '../../reports/figure.ts';
import { stateCodes } from '../columns/trial-columns.ts';
import type { StudyView } from '../study-view.ts';
import { axisText, type ParallelAxis } from './parallel-axes.ts';

/** Such as "243 of 300 trials; 57 wait": all are drawn that do not wait. */
export function parallelNote({ trials, selected }: StudyView): string {
  const waitingCode = stateCodes.indexOf('waiting');
  const total = trials.trial.length;
  let [waiting, marked] = [0, 0];
  for (let place = 0; place < total; place++) {
    const isWaiting = trials.state[place] === waitingCode;
    if (isWaiting) waiting++;
    else if (selected?.[place] === 1) marked++;
  }
  const chosen = selected === undefined ? '' : `${marked} selected of `;
  return `${chosen}${total - waiting} of ${counted(total, 'trial')}${waiting > 0 ? `; ${waiting} wait` : ''}`;
}

/** The picture in words: its axes, and where the best group lies on each. */
export function describeParallel(view: StudyView, axes: readonly ParallelAxis[]): string {
  const { best, tied } = view.head;
  const gold = new Set(best === null ? tied : [best, ...tied]);
  const places = [...view.trials.trial.keys()].filter((place) =>
    gold.has(view.trials.trial[place] as number),
  );
  const parts = axes.map((axis) => `${axis.title}${whereBest(axis, places)}`);
  return `Parallel coordinates of ${parallelNote(view)}. Axes: ${parts.join('; ')}.`;
}

function whereBest(axis: ParallelAxis, places: readonly number[]): string {
  const values = places.map((place) => axis.column[place] as number).filter((value) => !Number.isNaN(value));
  if (values.length === 0) return '';
  const texts = [Math.min(...values), Math.max(...values)].map((value) => axisText(axis, value));
  const range = texts[0] === texts[1] ? `at ${texts[0]}` : `from ${texts[0]} to ${texts[1]}`;
  return `, the best ${values.length === 1 ? 'trial' : 'group'} ${range}`;
}
