import { checkConfiguration } from '../study/check-configuration.ts';
import type { KnownConfiguration } from '../study/search/known-configurations.ts';
import type { Configuration, SearchSpace } from '../study/search-space.ts';

/** The configurations of a ranking that lie in a space, without its fixed parameters: the first `most` different ones. */
export function knownBest(
  space: SearchSpace,
  ranked: readonly Configuration[],
  most: number,
): KnownConfiguration[] {
  const free = space.filter(({ distribution }) => distribution.type !== 'fixed').map(({ name }) => name);
  const known = new Map<string, KnownConfiguration>();
  for (const config of ranked) {
    if (known.size === most) break;
    const own = Object.fromEntries(Object.entries(config).filter(([name]) => free.includes(name)));
    if (Object.keys(own).length > 0 && checkConfiguration(space, own).faults.length === 0) {
      known.set(JSON.stringify(own), own);
    }
  }
  return [...known.values()];
}
