import type { Value } from '../../study/distribution.ts';

/**
 * The densities of one parameter's values in the components of a mixture: one for each observation, and the prior, which
 * an observation without the parameter has too.
 */
export interface Kernels {
  /** The value of a component at `u` of (0, 1). */
  sample(component: number, u: number): Value;
  /** The logarithms of the components' densities at a value, up to a constant of the distribution. */
  logDensities(value: Value): readonly number[];
}
