import type { Trial } from './trial.ts';

/** Looks a trial of the same study up by its number. */
export type FindTrial = (number: number) => Promise<Trial | undefined>;

/** The trial whose training began with new weights: this one, unless it goes on with another. */
export async function rootOf(trial: Trial, find: FindTrial): Promise<Trial> {
  if (trial.origin !== 'continued' || trial.parent === undefined) return trial;
  const parent = await find(trial.parent);
  // A trial goes on with an earlier one: a file that says otherwise would lead round in a circle.
  return parent === undefined || parent.trial >= trial.trial ? trial : rootOf(parent, find);
}

/** The first of each line of trials that go on with each other, in the same order: of ranked trials the best. */
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
