import type { Distribution, Value } from './distribution.ts';
import { extentOf } from './distribution-range.ts';

/**
 * Where `value` lies between a distribution's ends, 0 to 1, on the logarithmic scale where it is drawn on one.
 * Undefined for choices, fixed values and normals without both ends.
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

/** The end of its range that `value` is within 5 % of: a sign that better values may lie beyond. */
export function edgeOf(distribution: Distribution, value: Value): 'min' | 'max' | undefined {
  const position = positionOf(distribution, value);
  if (position === undefined) return undefined;
  if (position <= 0.05) return 'min';
  return position >= 0.95 ? 'max' : undefined;
}

function isNormal(distribution: Distribution): distribution is Extract<Distribution, { mean: number }> {
  return distribution.type === 'normal' || distribution.type === 'logNormal';
}

function isLogarithmic({ type }: Distribution): boolean {
  return type === 'logUniform' || type === 'logInt' || type === 'logNormal';
}
