import { type DistributionOf, quantile, type Value } from '../../study/distribution.ts';
import type { Kernels } from './kernels.ts';

/** Optuna's kernels: the prior, the shares of the choice itself, with the weight 1/n, and one more for the value seen. */
export function choiceKernels(
  { values, weights }: DistributionOf<'choice'>,
  observed: readonly (Value | undefined)[],
): Kernels {
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? values.length;
  const shares = values.map((_, index) => (weights?.[index] ?? 1) / total);
  const count = observed.filter((value) => value !== undefined).length + 1;
  const components = [...observed, undefined].map((seen) => {
    if (seen === undefined) return shares;
    const all = 1 + values.length / count;
    return shares.map(
      (share, index) => ((share * values.length) / count + (values[index] === seen ? 1 : 0)) / all,
    );
  });
  return {
    sample: (component, u) => {
      const { [component]: probabilities = shares } = components;
      return quantile({ type: 'choice', values, weights: probabilities }, u);
    },
    logDensities(value) {
      const index = values.indexOf(value);
      return components.map((probabilities) => Math.log(probabilities[index] ?? 0));
    },
  };
}
