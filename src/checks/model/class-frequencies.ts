import type { Split, Task } from '../../data/dataset.ts';

/**
 * The share of each class among a split's rows, which count by their weights in the loss; an absent class counts as half
 * a row, so that no share is 0.
 */
export function classFrequencies(
  { classes }: Extract<Task, { kind: 'classification' }>,
  { y, rows, lossWeight }: Split,
): number[] {
  const counts = new Array<number>(classes.length).fill(0);
  y.forEach((label, row) => {
    counts[label] = (counts[label] as number) + (lossWeight?.[row] ?? 1);
  });
  return counts.map((count) => Math.max(count, 0.5) / rows);
}
