import type { Split, Task } from '../../data/dataset.ts';

/** The share of each class among a split's rows; an absent class counts as half a row, so that no share is 0. */
export function classFrequencies(
  { classes }: Extract<Task, { kind: 'classification' }>,
  { y, rows }: Split,
): number[] {
  const counts = new Array<number>(classes.length).fill(0);
  for (const label of y) counts[label] = (counts[label] as number) + 1;
  return counts.map((count) => Math.max(count, 0.5) / rows);
}
