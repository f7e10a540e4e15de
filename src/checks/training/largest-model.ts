import type { Value } from '../../study/distribution.ts';
import { extentOf, possibleValues } from '../../study/distribution-range.ts';
import type { Configuration, Parameter } from '../../study/search-space.ts';
import type { CheckContext } from '../check.ts';
import { allows, sizes, withoutRegularisers } from './settings.ts';

/** As fast as Adam trains nearly every net; a family's own rate stays where it is higher. */
const rates = { least: 3e-3, most: 0.1 } as const;

/** The largest model of a space, with its regularisers off, at a rate that learns fast. */
export function largestOfSpace(context: CheckContext): Configuration {
  const plain = withoutRegularisers(context);
  const largest = context.spec.space.flatMap((parameter): [string, Value][] => {
    const isSize = sizes.some((size) => size.test(parameter.name)) && Object.hasOwn(plain, parameter.name);
    const most = isSize ? mostOf(parameter) : undefined;
    return most === undefined ? [] : [[parameter.name, most]];
  });
  const isAdam = plain.optimizer === 'adam' || plain.optimizer === 'adamw';
  const own = isAdam ? Math.min(Number(plain.learningRate), rates.most) : 0;
  const learningRate = Math.max(own, rates.least);
  return { ...plain, ...Object.fromEntries(largest), optimizer: 'adam', learningRate };
}

/** Wide enough for most tables. */
const leastWidth = 64;

/**
 * Four times as wide, and at least 64, or twice as deep where no parameter says how wide; undefined where the model takes
 * neither.
 */
export function beyondSpace(context: CheckContext, config: Configuration): Configuration | undefined {
  for (const [index, size] of sizes.entries()) {
    const grown = (value: number) => (index === 0 ? Math.max(4 * value, leastWidth) : 2 * value);
    const larger = Object.entries(config).flatMap(([name, value]): [string, number][] => {
      if (!size.test(name) || typeof value !== 'number' || value <= 0) return [];
      return allows(context, name, grown(value)) ? [[name, grown(value)]] : [];
    });
    if (larger.length > 0) return { ...config, ...Object.fromEntries(larger) };
  }
  return undefined;
}

/** The names whose values differ, with both: "units 16 → 64". */
export function changesBetween(one: Configuration, other: Configuration): string {
  return Object.keys(other)
    .filter((name) => one[name] !== other[name])
    .map((name) => `${name} ${one[name]} → ${other[name]}`)
    .join(', ');
}

function mostOf({ distribution }: Parameter): number | undefined {
  const most = extentOf(distribution)?.max ?? Math.max(...(possibleValues(distribution) ?? []).map(Number));
  return Number.isFinite(most) ? most : undefined;
}
