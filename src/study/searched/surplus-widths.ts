import { extentOf, possibleValues } from '../distribution-range.ts';
import type { Parameter } from '../search-space.ts';

/**
 * The parameters `units1`, `units2`, … of layers that a model of this space never has, and the most layers that it has:
 * `layers`, or `given` where the space leaves it out.
 */
export function surplusWidths(
  space: readonly Parameter[],
  given: number,
): { readonly names: readonly string[]; readonly most: number } {
  const layers = space.find(({ name }) => name === 'layers');
  const own = layers === undefined ? given : mostOf(layers);
  const most = layers?.when === undefined ? own : Math.max(own, given);
  const names = space.map(({ name }) => name);
  return { names: names.filter((name) => Number(/^units(\d+)$/.exec(name)?.[1] ?? 0) > most), most };
}

function mostOf({ distribution }: Parameter): number {
  const extent = extentOf(distribution);
  return extent?.max ?? Math.max(...(possibleValues(distribution) ?? [Number.POSITIVE_INFINITY]).map(Number));
}
