import { counted } from '../../reports/number-text.ts';
import type { PictureSettings } from '../picture.ts';
import type { StudyView } from '../study-view.ts';
import { axisText, type ParallelAxis, parallelAxes } from './parallel-axes.ts';
import { parallelLines } from './parallel-lines.ts';

/** Such as "243 of 300 trials; 57 wait". */
export function parallelNote(view: StudyView, settings: PictureSettings): string {
  const drawn = parallelLines(view, parallelAxes(view, settings)).places.length;
  const total = view.trials.trial.length;
  const marked = view.selected?.reduce((sum, mark) => sum + mark, 0);
  const chosen = marked === undefined ? '' : `${marked} selected of `;
  const waiting = drawn < total ? `; ${total - drawn} wait` : '';
  return `${chosen}${drawn} of ${counted(total, 'trial')}${waiting}`;
}

/** The picture in words: its axes, and where the best group lies on each. */
export function describeParallel(view: StudyView, settings: PictureSettings): string {
  const axes = parallelAxes(view, settings);
  const { best, tied } = view.head;
  const gold = new Set(best === null ? tied : [best, ...tied]);
  const places = Array.from(view.trials.trial.keys()).filter((place) =>
    gold.has(view.trials.trial[place] as number),
  );
  const parts = axes.map((axis) => `${axis.title}${whereBest(axis, places)}`);
  return `Parallel coordinates of ${parallelNote(view, settings)}. Axes: ${parts.join('; ')}.`;
}

function whereBest(axis: ParallelAxis, places: readonly number[]): string {
  const values = places.map((place) => axis.column[place] as number).filter((value) => !Number.isNaN(value));
  if (values.length === 0) return '';
  const texts = [Math.min(...values), Math.max(...values)].map((value) => axisText(axis, value));
  const range = texts[0] === texts[1] ? `at ${texts[0]}` : `from ${texts[0]} to ${texts[1]}`;
  return `, the best ${values.length === 1 ? 'trial' : 'group'} ${range}`;
}
