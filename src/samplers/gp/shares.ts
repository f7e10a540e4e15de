import { normalQuantile } from '../../statistics/normal-quantile.ts';
import type { Random } from '../../statistics/random.ts';
import { type DistributionOf, quantile, type Value } from '../../study/distribution.ts';
import { type Configuration, isActive, type SearchSpace } from '../../study/search-space.ts';
import { isNumeric, largestShare, unitPlace } from '../unit-place.ts';

/** A point of the unit cube [parameters], at which every parameter has a value: its quantile. */
export type Shares = Float64Array;

/** The active values at a point. */
export function configAt(space: SearchSpace, shares: Shares): Configuration {
  const config: Record<string, Value> = {};
  for (const [index, parameter] of space.entries()) {
    if (isActive(parameter, config))
      config[parameter.name] = quantile(parameter.distribution, shares[index] as number);
  }
  return config;
}

/** A point that has this configuration; an inactive parameter has a random share. */
export function sharesOf(space: SearchSpace, config: Configuration, random: Random): Shares {
  return Float64Array.from(space, ({ name, distribution }) => {
    const value = config[name];
    const share = random.next();
    if (value === undefined || distribution.type === 'fixed') return share;
    const own = isNumeric(distribution)
      ? unitPlace(distribution, value).at
      : shareOfChoice(distribution, value);
    return Math.min(own, largestShare);
  });
}

/** The middle of a value's part of the unit interval. */
function shareOfChoice({ values, weights }: DistributionOf<'choice'>, value: Value): number {
  const parts = values.map((_, index) => weights?.[index] ?? 1);
  const total = parts.reduce((sum, part) => sum + part, 0);
  const index = values.indexOf(value);
  const before = parts.slice(0, index).reduce((sum, part) => sum + part, 0);
  return (before + (parts[index] ?? 0) / 2) / total;
}

/**
 * A point near another. One coordinate moves at least, the others with a chance of two in their number: numbers by a normal
 * distance of standard deviation `width`, to the next value at least, and choices to any value.
 */
export function movedShares(space: SearchSpace, shares: Shares, width: number, random: Random): Shares {
  const moving = random.below(space.length);
  return shares.map((share, index) => {
    const [chance, u] = [random.next(), random.next()];
    if (index !== moving && chance >= 2 / space.length) return share;
    const distribution = space[index]?.distribution;
    if (distribution === undefined || !isNumeric(distribution)) return u;
    const { at, from, to } = unitPlace(distribution, quantile(distribution, share));
    const step = width * normalQuantile(u);
    const least = Math.sign(step) * (to - from);
    return reflected(Math.abs(step) < to - from ? at + least : share + step);
  });
}

/** Back into [0, 1). */
function reflected(share: number): number {
  const inside = Math.abs(share);
  return Math.min(Math.max(inside > 1 ? 2 - inside : inside, 0), largestShare);
}
