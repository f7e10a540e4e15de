import { didYouMean, editDistance, nearestWord } from '../faults/did-you-mean.ts';
import type { Fault } from '../faults/errors.ts';

/** Names of at least as many letters may differ by two. */
const longName = 9;

/**
 * The exports of a user's module that are nearly the name of one that hpsearch reads and that the module lacks, such as
 * `metrics`. A module may export anything else for its own use. `file` is its name in the space file.
 */
export function misspeltExports(file: string, names: readonly string[], known: readonly string[]): Fault[] {
  const missing = known.filter((name) => !names.includes(name));
  return names.flatMap((name) => {
    const meant = known.includes(name) ? undefined : nearestWord(name, missing);
    if (meant === undefined) return [];
    const edits = editDistance(name.toLowerCase(), meant.toLowerCase());
    if (edits > (meant.length >= longName ? 2 : 1)) return [];
    const hint = didYouMean(name, [meant]) ?? '';
    return [{ file, field: name, constraint: 'is not an export that hpsearch reads', hint }];
  });
}
