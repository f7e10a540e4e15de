import { logNormalMass } from '../../statistics/normal-mass.ts';
import { truncatedNormalQuantile } from '../../statistics/normal-quantile.ts';
import { quantile, type Value } from '../../study/distribution.ts';
import { largestShare, type NumericDistribution, unitPlace } from '../unit-place.ts';
import type { Kernels } from './kernels.ts';

/** A normal on the unit interval, cut off at its ends. */
interface Normal {
  readonly mean: number;
  readonly std: number;
  /** The logarithm of its mass on the interval before it is cut off. */
  readonly logMass: number;
}

const prior = normal(0.5, 1);

/** Normals around the places of the observed values on the unit interval; the prior is as wide as the interval. */
export function numberKernels(
  distribution: NumericDistribution,
  observed: readonly (Value | undefined)[],
): Kernels {
  const places = observed.flatMap((value) => (value === undefined ? [] : unitPlace(distribution, value).at));
  const widths = bandwidths(places);
  let next = 0;
  const components = [...observed, undefined].map((value) => {
    if (value === undefined) return prior;
    const index = next++;
    return normal(at(places, index), at(widths, index));
  });
  return {
    sample(component, u) {
      const { mean, std } = components[component] as Normal;
      return quantile(
        distribution,
        Math.min(truncatedNormalQuantile(u, { mean, std, min: 0, max: 1 }), largestShare),
      );
    },
    logDensities(value) {
      const place = unitPlace(distribution, value);
      return components.map(({ mean, std, logMass }) => {
        const [from, to] = [(place.from - mean) / std, (place.to - mean) / std];
        // The places are compared, since in a huge range `from` and `to` may round to the same number.
        const width = (place.to - place.from) / std;
        if (width > 0) return logNormalMass(from, to, width) - logMass;
        return -(from * from) / 2 - Math.log(std) - logMass;
      });
    },
  };
}

function normal(mean: number, std: number): Normal {
  return { mean, std, logMass: logNormalMass(-mean / std, (1 - mean) / std) };
}

/**
 * Optuna's bandwidths: the distance to the farther neighbour, of the outermost values to their only one, and of a single
 * value to the farther end; between 1 / min(100, 2 + n) and 1.
 */
function bandwidths(places: readonly number[]): number[] {
  const order = places.map((_, index) => index).toSorted((a, b) => at(places, a) - at(places, b) || a - b);
  const least = 1 / Math.min(100, 2 + places.length);
  const widths = [...places];
  for (const [rank, index] of order.entries()) {
    const place = at(places, index);
    const neighbours = [order[rank - 1], order[rank + 1]].flatMap((other) => other ?? []);
    const distances = neighbours.map((other) => Math.abs(place - at(places, other)));
    const width = Math.max(...(distances.length === 0 ? [place, 1 - place] : distances));
    widths[index] = Math.min(1, Math.max(least, width));
  }
  return widths;
}

function at(numbers: readonly number[], index: number): number {
  return numbers[index] as number;
}
