import type { Value } from '../../study/distribution.ts';
import { type Configuration, isActive, type Parameter, type SearchSpace } from '../../study/search-space.ts';

/** The configurations of a space in a fixed order, each by its index. */
export interface Enumeration {
  /** Infinite when there are more than can be counted. */
  readonly size: number;
  /** Configuration `index` of `size`. */
  at(index: number): Configuration;
}

/** Nodes of the tree of conditions that are visited at most. */
const mostNodes = 100_000;

/**
 * All configurations in which each active parameter has one of its values. `valuesOf` is undefined for a parameter that
 * has too many. Only parameters that a condition names divide the count into branches; the others multiply it.
 */
export function enumerate(
  space: SearchSpace,
  valuesOf: (parameter: Parameter) => readonly Value[] | undefined,
): Enumeration {
  const values = space.map(valuesOf);
  const named = new Set(space.flatMap(({ when = {} }) => Object.keys(when)));
  let nodes = 0;

  const countFrom = (position: number, chosen: Configuration): number => {
    const parameter = space[position];
    if (parameter === undefined) return 1;
    if (!isActive(parameter, chosen)) return countFrom(position + 1, chosen);
    const own = values[position];
    if (own === undefined || ++nodes > mostNodes) return Number.POSITIVE_INFINITY;
    if (!named.has(parameter.name)) return own.length * countFrom(position + 1, chosen);
    let count = 0;
    for (const value of own) count += countFrom(position + 1, { ...chosen, [parameter.name]: value });
    return count;
  };

  const counted = countFrom(0, {});
  return {
    size: counted > Number.MAX_SAFE_INTEGER ? Number.POSITIVE_INFINITY : counted,
    at(index) {
      const config: Record<string, Value> = {};
      let rest = index;
      for (const [position, parameter] of space.entries()) {
        if (!isActive(parameter, config)) continue;
        const own = values[position] ?? [];
        const below = (value: Value) => {
          nodes = 0;
          config[parameter.name] = value;
          return countFrom(position + 1, config);
        };
        if (!named.has(parameter.name)) {
          const each = below(own[0] as Value);
          config[parameter.name] = own[Math.floor(rest / each)] as Value;
          rest %= each;
          continue;
        }
        for (const value of own) {
          const count = below(value);
          if (rest < count) break;
          rest -= count;
        }
      }
      return config;
    },
  };
}
