import { truncatedNormalQuantile } from '../statistics/normal-quantile.ts';
import type { Random } from '../statistics/random.ts';

/** A hyperparameter's value. JSON scalars only: configurations are stored and compared as JSON. */
export type Value = number | string | boolean;

/** The distribution of one hyperparameter. Bounds are inclusive; see docs/formats.md for each constraint. */
export type Distribution =
  | { readonly type: 'uniform'; readonly min: number; readonly max: number; readonly step?: number }
  | { readonly type: 'logUniform'; readonly min: number; readonly max: number }
  | { readonly type: 'int'; readonly min: number; readonly max: number; readonly step?: number }
  | { readonly type: 'logInt'; readonly min: number; readonly max: number }
  /** Mean and standard deviation of x (normal) or of ln x (logNormal); min and max truncate x itself. */
  | {
      readonly type: 'normal' | 'logNormal';
      readonly mean: number;
      readonly std: number;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly type: 'choice'; readonly values: readonly Value[]; readonly weights?: readonly number[] }
  | { readonly type: 'fixed'; readonly value: Value };

type DistributionType = Distribution['type'];
export type DistributionOf<Type extends DistributionType> = Extract<Distribution, { readonly type: Type }>;
export type Normal = DistributionOf<'normal' | 'logNormal'>;

/** Draws one value. Takes exactly one number from `random` for every distribution, fixed values included. */
export function draw(distribution: Distribution, random: Random): Value {
  return quantile(distribution, random.next());
}

/**
 * The quantile function, the inverse of the cumulative distribution function, at `u` on [0, 1). Always finite and
 * within the bounds.
 */
export function quantile(distribution: Distribution, u: number): Value {
  switch (distribution.type) {
    case 'uniform':
      return distribution.step === undefined ? uniform(u, distribution) : gridPoint(distribution, u);
    case 'int':
      return gridPoint(distribution, u);
    case 'logUniform':
      return logUniform(u, distribution.min, distribution.max);
    case 'logInt':
      return logInt(u, distribution);
    case 'normal':
    case 'logNormal':
      return normal(u, distribution);
    case 'choice':
      return choice(u, distribution);
    case 'fixed':
      return distribution.value;
  }
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Rounding can exceed a bound by one unit in the last place. */
function clamp(value: number, { min, max }: Bounds): number {
  return Math.min(max, Math.max(min, value));
}

/** Interpolates with weighted bounds, not min + u (max − min): max − min may overflow. */
function uniform(u: number, bounds: Bounds): number {
  return clamp((1 - u) * bounds.min + u * bounds.max, bounds);
}

function logUniform(u: number, min: number, max: number): number {
  return clamp(Math.exp(Math.log(min) + u * (Math.log(max) - Math.log(min))), { min, max });
}

/** Log-uniform on [min − ½, max + ½) and rounded, so that both bounds get their full share. */
function logInt(u: number, bounds: Bounds): number {
  return clamp(Math.round(logUniform(u, bounds.min - 0.5, bounds.max + 0.5)), bounds);
}

/** Tails end at the largest finite numbers; a `u` of exactly 0 is taken as the smallest step, 2⁻⁵³. */
function normal(u: number, { type, mean, std, ...cut }: Normal): number {
  const share = Math.max(u, 2 ** -53);
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = cut;
  if (type === 'normal') {
    const value = truncatedNormalQuantile(share, { mean, std, min, max });
    return clamp(value, { min: Math.max(min, -Number.MAX_VALUE), max: Math.min(max, Number.MAX_VALUE) });
  }
  const logarithms = { mean, std, min: Math.log(Math.max(min, 0)), max: Math.log(max) };
  const value = Math.exp(truncatedNormalQuantile(share, logarithms));
  return clamp(value, { min: Math.max(min, Number.MIN_VALUE), max: Math.min(max, Number.MAX_VALUE) });
}

function choice(u: number, { values, weights }: DistributionOf<'choice'>): Value {
  const shares = weights ?? values.map(() => 1);
  const total = shares.reduce((sum, share) => sum + share, 0);
  let rest = u * total;
  let chosen = shares.findIndex((share) => share > 0);
  for (const [index, share] of shares.entries()) {
    if (share <= 0) continue;
    chosen = index;
    if (rest < share) break;
    rest -= share;
  }
  return values[chosen] as Value;
}

/** Evenly spaced values from min to max: every `int`, and a `uniform` with a step. */
export type Grid = DistributionOf<'int' | 'uniform'>;

export function gridSteps({ min, max, step = 1 }: Grid): number {
  return Math.round((max - min) / step);
}

/** The value `index` steps above min, without binary rounding noise (0.1 × 3). */
export function gridValue(grid: Grid, index: number): number {
  if (index >= gridSteps(grid)) return grid.max;
  const value = grid.min + index * (grid.step ?? 1);
  return grid.type === 'int' ? value : clamp(Number(value.toPrecision(15)), grid);
}

function gridPoint(grid: Grid, u: number): number {
  return gridValue(grid, Math.floor(u * (gridSteps(grid) + 1)));
}
