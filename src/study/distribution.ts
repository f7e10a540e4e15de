import type { Random } from './random.ts';

/** A hyperparameter's value. JSON scalars only: configurations are stored and compared as JSON. */
export type Value = number | string | boolean;

/** How one hyperparameter is drawn. Bounds are inclusive; see docs/formats.md for each law. */
export type Distribution =
  | { readonly type: 'uniform'; readonly min: number; readonly max: number; readonly step?: number }
  | { readonly type: 'logUniform'; readonly min: number; readonly max: number }
  | { readonly type: 'int'; readonly min: number; readonly max: number; readonly step?: number }
  | { readonly type: 'logInt'; readonly min: number; readonly max: number }
  | {
      readonly type: 'normal' | 'logNormal';
      readonly mean: number;
      readonly std: number;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly type: 'choice'; readonly values: readonly Value[]; readonly weights?: readonly number[] }
  | { readonly type: 'fixed'; readonly value: Value };

export type DistributionType = Distribution['type'];

/** Draws one value. Always takes the same number of draws from `random` for the same distribution type. */
export declare function draw(distribution: Distribution, random: Random): Value;
