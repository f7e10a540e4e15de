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
  for (const { number, value } of history) {
    if (value === null) continue;
    const group = groupOf(number);
    const values = groups.get(group);
    if (values === undefined) groups.set(group, [value]);
    else values.push(value);
  }
  for (const values of groups.values()) values.sort((one, other) => one - other);
  return history.map((trial) => {
    if (trial.value === null) return trial;
    const values = groups.get(groupOf(trial.number)) as number[];
    const [first, last] = [values.indexOf(trial.value), values.lastIndexOf(trial.value)];
    return { ...trial, value: (first + last + 1) / 2 / values.length };
  });
}
