import { type Distribution, type Grid, gridSteps, gridValue, type Value } from './distribution.ts';

/** Smallest and largest number that a distribution can give; infinite where a normal is not truncated. */
export interface Extent {
  readonly min: number;
  readonly max: number;
}

/** Undefined for choices and fixed values. */
export function extentOf(distribution: Distribution): Extent | undefined {
  switch (distribution.type) {
    case 'choice':
    case 'fixed':
      return undefined;
    case 'normal':
    case 'logNormal': {
      const { type, min, max } = distribution;
      const lowest = type === 'logNormal' ? Number.MIN_VALUE : Number.NEGATIVE_INFINITY;
      return { min: min ?? lowest, max: max ?? Number.POSITIVE_INFINITY };
    }
    default:
      return { min: distribution.min, max: distribution.max };
  }
}

/** True when the draws come from a countable set, so that a condition may name one of them. */
export function isDiscrete(distribution: Distribution): boolean {
  switch (distribution.type) {
    case 'uniform':
      return distribution.step !== undefined;
    case 'logUniform':
    case 'normal':
    case 'logNormal':
      return false;
    default:
      return true;
  }
}

/** True when a draw can be exactly `value`; false for every value of a continuous distribution. */
export function canTake(distribution: Distribution, value: Value): boolean {
  switch (distribution.type) {
    case 'fixed':
      return distribution.value === value;
    case 'choice':
      return possibleValues(distribution)?.includes(value) ?? false;
    case 'logInt':
      return Number.isInteger(value) && isWithin(distribution, value);
    case 'int':
    case 'uniform':
      return isDiscrete(distribution) && isOnGrid(distribution, value);
    default:
      return false;
  }
}

/** Every possible value, in order; undefined for a continuous or infinite range, and for more than `most` values. */
export function possibleValues(distribution: Distribution, most = 1000): readonly Value[] | undefined {
  switch (distribution.type) {
    case 'fixed':
      return [distribution.value];
    case 'choice':
      return distribution.values.filter((_, index) => distribution.weights?.[index] !== 0);
    case 'logInt':
      return possibleValues({ ...distribution, type: 'int' }, most);
    case 'int':
    case 'uniform': {
      const isCountable = isDiscrete(distribution) && gridSteps(distribution) < most;
      return isCountable ? gridValues(distribution) : undefined;
    }
    default:
      return undefined;
  }
}

function isWithin({ min, max }: Extent, value: Value): boolean {
  return typeof value === 'number' && value >= min && value <= max;
}

function isOnGrid(grid: Grid, value: Value): boolean {
  if (typeof value !== 'number' || !isWithin(grid, value)) return false;
  return gridValue(grid, Math.round((value - grid.min) / (grid.step ?? 1))) === value;
}

function gridValues(grid: Grid): number[] {
  return Array.from({ length: gridSteps(grid) + 1 }, (_, index) => gridValue(grid, index));
}
