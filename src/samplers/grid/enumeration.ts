import type { Value } from '../../study/distribution.ts';
import { type Configuration, isActive, type Parameter, type SearchSpace } from '../../study/search-space.ts';

/** The configurations of a space in a fixed order, each by its index. */
export interface Enumeration {
  /** Infinite when there are more than can be counted. */
  readonly size: number;
  /** Configuration `index` of `size`. */
  at(index: number): Configuration;
}

/** Parameters that are looked at, over all branches; beyond them a space has too many configurations to count. */
const mostSteps = 100_000;
/** Conditions inside each other: each is a call on the stack. */
const mostDepth = 1000;

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
  let steps = 0;

  const countFrom = (start: number, chosen: Record<string, Value>, depth = 0): number => {
    let product = 1;
    for (let position = start; position < space.length; position++) {
      const parameter = space[position] as Parameter;
      if (++steps > mostSteps || depth > mostDepth) return Number.POSITIVE_INFINITY;
      if (!isActive(parameter, chosen)) continue;
      const own = values[position];
      if (own === undefined) return Number.POSITIVE_INFINITY;
      if (named.has(parameter.name)) {
        let sum = 0;
        for (const value of own) {
          chosen[parameter.name] = value;
          sum += countFrom(position + 1, chosen, depth + 1);
          if (sum === Number.POSITIVE_INFINITY) break;
        }
        delete chosen[parameter.name];
        return product * sum;
      }
      product *= own.length;
    }
    return product;
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
          steps = 0;
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
