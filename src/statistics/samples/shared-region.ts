import { hypergeometricAtMost } from '../significance.ts';

/** Numbers of marked and of all items in a region, and the chance of as many marked ones there. */
export interface MarkedRegion {
  readonly marked: number;
  readonly all: number;
  /** Corrected for all regions that were looked at. */
  readonly p: number;
}

export interface MarkedRange extends MarkedRegion {
  /** The items at or above the bound, or at or below it. */
  readonly side: 'above' | 'below';
  readonly bound: number;
}

/** Fisher's exact test (1935), one-sided: the chance of at least this many marked ones among those of the region. */
export function excessChance(
  region: Pick<MarkedRegion, 'marked' | 'all'>,
  whole: Pick<MarkedRegion, 'marked' | 'all'>,
): number {
  const outside = { drawn: whole.all - region.all, marked: whole.marked, total: whole.all };
  return hypergeometricAtMost(whole.marked - region.marked, outside);
}

/**
 * The half-line that holds more marked numbers than chance explains, with the least chance; undefined without marked
 * ones. That all are on one side of a bound has an exact chance whatever the bound: that of the extreme rank.
 */
export function markedRange(values: ArrayLike<number>, isMarked: ArrayLike<number>): MarkedRange | undefined {
  const places = Array.from(values, (_, place) => place);
  const ascending = places.sort((one, other) => (values[one] as number) - (values[other] as number));
  const marked = ascending.filter((place) => isMarked[place]).length;
  const whole = { marked, all: ascending.length };
  if (marked === 0) return undefined;
  const bounds = new Set(Array.from(values)).size;
  let best: MarkedRange | undefined;
  for (const side of ['above', 'below'] as const) {
    const order = side === 'above' ? ascending.toReversed() : ascending;
    let inside = 0;
    for (const [place, item] of order.entries()) {
      inside += isMarked[item] ? 1 : 0;
      const bound = values[item] as number;
      const next = order[place + 1];
      if (!isMarked[item] || (next !== undefined && values[next] === bound)) continue;
      const region = { marked: inside, all: place + 1 };
      // No more than outside.
      if (inside * whole.all < marked * region.all) continue;
      // Half of the level for all on one side, where the bound needs no correction; half for the other bounds.
      const p = Math.min(1, 2 * 2 * (inside === marked ? 1 : bounds) * excessChance(region, whole));
      if (best === undefined || p < best.p) best = { side, bound, ...region, p };
    }
  }
  return best;
}
