import type { Distribution, Value } from './distribution.ts';
import { extentOf } from './distribution-range.ts';

/**
 * The position of `value` between a distribution's bounds, 0 to 1, on a logarithmic scale for logarithmic
 * distributions. Undefined for choices, fixed values and normals without both bounds.
 */
export function positionOf(distribution: Distribution, value: Value): number | undefined {
  const extent = extentOf(distribution);
  if (extent === undefined || typeof value !== 'number') return undefined;
  if (isNormal(distribution) && (distribution.min === undefined || distribution.max === undefined)) {
    return undefined;
  }
  const scale = isLogarithmic(distribution) ? Math.log : (x: number) => x;
  const low = scale(extent.min);
  return (scale(value) - low) / (scale(extent.max) - low);
}

/** The bound that `value` is within 5 % of: better values may lie beyond it. */
export function edgeOf(distribution: Distribution, value: Value): 'min' | 'max' | undefined {
  const position = positionOf(distribution, value);
  if (position === undefined) return undefined;
  if (position <= 0.05) return 'min';
  return position >= 0.95 ? 'max' : undefined;
}

function isNormal(distribution: Distribution): distribution is Extract<Distribution, { mean: number }> {
  return distribution.type === 'normal' || distribution.type === 'logNormal';
}

export function isLogarithmic({ type }: Distribution): boolean {
  return type === 'logUniform' || type === 'logInt' || type === 'logNormal';
}
