import { didYouMean } from '../faults/did-you-mean.ts';
import { UsageError } from '../faults/errors.ts';
import { medianPruner } from './median-pruner.ts';
import { nonePruner } from './none-pruner.ts';
import type { Pruner } from './pruner.ts';

/** Every pruner by its name in a space file and on the command line. */
export const pruners: Readonly<Record<string, Pruner>> = {
  none: nonePruner,
  median: medianPruner(),
};

/** UsageError when there is no such pruner. */
export function prunerNamed(name: string): Pruner {
  const pruner = Object.hasOwn(pruners, name) ? pruners[name] : undefined;
  if (pruner !== undefined) return pruner;
  const names = Object.keys(pruners);
  const hint = didYouMean(name, names) ?? `known: ${names.join(', ')}`;
  throw new UsageError(`no pruner is called '${name}' (${hint})`);
}
