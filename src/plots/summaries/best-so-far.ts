import { isBetter } from '../../study/objective.ts';
import type { StudyView } from '../study-view.ts';
import { isFeasible } from './trial-groups.ts';

/** A trial that was the best when it ended. */
export interface Improvement {
  /** Its place in the columns. */
  readonly place: number;
  readonly value: number;
}

/** The trials that improved on all before them, in the given order of places. */
export function improvements({ head, trials }: StudyView, order: Iterable<number>): Improvement[] {
  const { direction } = head.objective;
  const found: Improvement[] = [];
  for (const place of order) {
    const value = trials.value[place] as number;
    const best = found.at(-1);
    if (!isFeasible(trials, place)) continue;
    if (best === undefined || isBetter(direction, value, best.value)) found.push({ place, value });
  }
  return found;
}
