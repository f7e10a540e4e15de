import type { Direction } from '../../study/objective.ts';
import type { StudyView } from '../study-view.ts';
import { isFeasible } from './trial-groups.ts';

/**
 * Places of the ranked trials that no other one beats: none is at least as good in the objective and in the cost, and
 * better in one. From the best cost on; of equal trials the first.
 */
export function tradeOffFront(
  { head, trials }: StudyView,
  costs: Float64Array,
  direction: Direction,
): number[] {
  const [costSign, valueSign] = [direction, head.objective.direction].map((each) =>
    each === 'minimize' ? 1 : -1,
  ) as [number, number];
  const cost = (place: number) => costSign * (costs[place] as number);
  const value = (place: number) => valueSign * (trials.value[place] as number);
  const order = [...trials.trial.keys()]
    .filter((place) => isFeasible(trials, place) && Number.isFinite(costs[place]))
    .sort((one, other) => cost(one) - cost(other) || value(one) - value(other) || one - other);
  const front: number[] = [];
  for (const place of order) {
    const last = front.at(-1);
    if (last === undefined || value(place) < value(last)) front.push(place);
  }
  return front;
}
