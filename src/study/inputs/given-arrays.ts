import type { ArrayValues } from './array-values.ts';

/** Numbers, truth values or texts of a program: one value a row, or with all axes, the rows first. */
export type GivenArray =
  | ArrayValues
  | readonly unknown[]
  | { readonly shape: readonly number[]; readonly values: ArrayValues | readonly unknown[] }
  | { readonly shape: readonly number[]; dataSync(): ArrayLike<number> };

/** Arrays by name: x and y, or x_train, y_train, x_test and y_test. */
export interface GivenArrays {
  readonly arrays: Readonly<Record<string, GivenArray>>;
}
