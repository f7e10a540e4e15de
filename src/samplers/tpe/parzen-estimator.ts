import type { Random } from '../../statistics/random.ts';
import type { Distribution, Value } from '../../study/distribution.ts';
import { type Configuration, isActive, type SearchSpace } from '../../study/search-space.ts';
import { isNumeric } from '../unit-place.ts';
import { choiceKernels } from './choice-kernels.ts';
import type { Kernels } from './kernels.ts';
import { numberKernels } from './number-kernels.ts';

/** A density of configurations: a mixture of one component for each observed one, and a prior. */
export interface ParzenEstimator {
  sample(random: Random): Configuration;
  /** The logarithm of the density, up to a constant of the space. */
  logDensity(config: Configuration): number;
}

/** Observations beyond this number, the oldest, count less. */
const recent = 25;

/**
 * A component is a product of kernels, one for each parameter, so that parameters that are good together stay together
 * (multivariate TPE: Falkner, Klein and Hutter 2018). A parameter that an observation does not have has the prior's kernel
 * in its component. Observations are in the order of their numbers.
 */
export function parzenEstimator(space: SearchSpace, observed: readonly Configuration[]): ParzenEstimator {
  const weights = [...ages(observed.length), 1];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => weight / total);
  const kernels = space.map(({ name, distribution }) =>
    kernelsOf(
      distribution,
      observed.map((config) => config[name]),
    ),
  );
  return {
    sample(random) {
      const component = chosen(shares, random.next());
      const config: Record<string, Value> = {};
      for (const [index, parameter] of space.entries()) {
        const u = random.next();
        if (isActive(parameter, config)) config[parameter.name] = at(kernels, index).sample(component, u);
      }
      return config;
    },
    logDensity(config) {
      const terms = shares.map((share) => Math.log(share));
      for (const [index, { name }] of space.entries()) {
        const value = config[name];
        if (value === undefined) continue;
        const densities = at(kernels, index).logDensities(value);
        for (const [component, density] of densities.entries())
          terms[component] = at(terms, component) + density;
      }
      return logSum(terms);
    },
  };
}

function kernelsOf(distribution: Distribution, observed: readonly (Value | undefined)[]): Kernels {
  if (isNumeric(distribution)) return numberKernels(distribution, observed);
  if (distribution.type === 'choice') return choiceKernels(distribution, observed);
  const densities = [...observed.map(() => 0), 0];
  return { sample: () => distribution.value, logDensities: () => densities };
}

/** Optuna's weights: 1 for the last 25, before them rising from 1/n. */
function ages(count: number): number[] {
  const older = count - recent;
  return Array.from({ length: count }, (_, index) => {
    if (index >= older) return 1;
    return older === 1 ? 1 / count : 1 / count + ((1 - 1 / count) * index) / (older - 1);
  });
}

function chosen(shares: readonly number[], u: number): number {
  let rest = u;
  const index = shares.findIndex((share) => {
    rest -= share;
    return rest < 0;
  });
  return index === -1 ? shares.length - 1 : index;
}

function logSum(terms: readonly number[]): number {
  const largest = Math.max(...terms);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));
}

function at<Each>(items: readonly Each[], index: number): Each {
  return items[index] as Each;
}
