import { remembered } from '../remembered.ts';
import type { StudyView } from '../study-view.ts';
import { rungCourses } from './rung-values.ts';

interface RungCount {
  readonly epochs: number;
  readonly trials: number;
  /** Number of trials that reached the next rung. */
  readonly next: number;
  readonly best: number;
}

/** The trials at each rung of the scheduler, in the order of the rungs. */
export function reachedCounts(view: StudyView): readonly RungCount[] {
  return remembered([view], 'rung counts', () => countsOf(view));
}

function countsOf(view: StudyView): RungCount[] {
  const courses = rungCourses(view);
  const isDown = view.head.objective.direction === 'minimize';
  return view.head.rungs.map((epochs, rung) => {
    const values = courses.flatMap(({ values: each }) => each[rung] ?? []).filter(Number.isFinite);
    return {
      epochs,
      trials: courses.filter((course) => course.values.length > rung).length,
      next: courses.filter((course) => course.values.length > rung + 1).length,
      best: values.reduce(
        (one, other) => (isDown ? Math.min(one, other) : Math.max(one, other)),
        values[0] ?? Number.NaN,
      ),
    };
  });
}
