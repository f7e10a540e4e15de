import { didYouMean } from '../faults/did-you-mean.ts';
import { UsageError } from '../faults/errors.ts';
import { medianPruner } from './median-pruner.ts';
import { nonePruner } from './none-pruner.ts';
import type { Pruner } from './pruner.ts';

/** Every pruner by its name in a space file and on the command line. */
export const pruners = {
  none: nonePruner,
  median: medianPruner(),
} as const satisfies Readonly<Record<string, Pruner>>;

export type PrunerName = keyof typeof pruners;

/** UsageError when there is no such pruner. */
export function prunerNamed(name: string): Pruner {
  if (Object.hasOwn(pruners, name)) return pruners[name as PrunerName];
  const names = Object.keys(pruners);
  const hint = didYouMean(name, names) ?? `known: ${names.join(', ')}`;
  throw new UsageError(`no pruner is called '${name}' (${hint})`);
}
