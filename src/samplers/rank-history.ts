import { ranksOf } from '../statistics/ranks/rank-tests.ts';
import type { SeenTrial } from './history.ts';

/**
 * The history with each value replaced by its rank among those of the trial's group, from 0 to 1, ties at their mean. The
 * values of groups were measured differently, and their trials were chosen alike, so a rank means the same in each.
 */
export function rankedWithin(
  history: readonly SeenTrial[],
  groupOf: (number: number) => number,
): SeenTrial[] {
  const groups = new Map<number, number[]>();
  history.forEach(({ number, value }, place) => {
    if (value === null) return;
    const group = groupOf(number);
    const places = groups.get(group);
    if (places === undefined) groups.set(group, [place]);
    else places.push(place);
  });
  const ranked = history.slice();
  for (const places of groups.values()) {
    const ranks = ranksOf(places.map((place) => history[place]?.value as number));
    places.forEach((place, at) => {
      const value = ((ranks[at] as number) + 0.5) / places.length;
      ranked[place] = { ...(history[place] as SeenTrial), value };
    });
  }
  return ranked;
}
