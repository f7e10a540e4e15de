import type { Split, Task } from '../../data/dataset.ts';

/** The share of each class among a split's rows; one that is not there counts as half a row, and no share is 0. */
export function classFrequencies(
  { classes }: Extract<Task, { kind: 'classification' }>,
  { y, rows }: Split,
): number[] {
  const counts = new Array<number>(classes.length).fill(0);
  for (const label of y) counts[label] = (counts[label] as number) + 1;
  return counts.map((count) => Math.max(count, 0.5) / rows);
}
