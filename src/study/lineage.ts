import type { Trial } from './trial.ts';

/** Finds a trial of the same study by its number. */
export type FindTrial = (number: number) => Promise<Trial | undefined>;

/** The trial whose training began with new weights: `trial` itself, or the start of the chain that it continues. */
export async function rootOf(trial: Trial, find: FindTrial): Promise<Trial> {
  if (trial.origin !== 'continued' || trial.parent === undefined) return trial;
  const parent = await find(trial.parent);
  // A trial continues an earlier one: a file with other parents would lead to an endless loop.
  return parent === undefined || parent.trial >= trial.trial ? trial : rootOf(parent, find);
}

/** The first trial of each chain of continuations, in the given order: of ranked trials, the best. */
export async function firstOfEachLine<T extends Trial>(trials: readonly T[], find: FindTrial): Promise<T[]> {
  const roots = new Set<number>();
  const firsts: T[] = [];
  for (const trial of trials) {
    const { trial: root } = await rootOf(trial, find);
    if (!roots.has(root)) firsts.push(trial);
    roots.add(root);
  }
  return firsts;
}
