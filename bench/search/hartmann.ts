import { medianOf } from '../../src/statistics/median.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Problem } from './problem.ts';

/** Hartmann's functions with 3 and 6 variables on the unit cube: A, 10⁴ P and the optimum. */
export const functions = {
  3: {
    steepness: [
      [3, 10, 30],
      [0.1, 10, 35],
      [3, 10, 30],
      [0.1, 10, 35],
    ],
    places: [
      [3689, 1170, 2673],
      [4699, 4387, 7470],
      [1091, 8732, 5547],
      [381, 5743, 8828],
    ],
    optimum: -3.86278,
  },
  6: {
    steepness: [
      [10, 3, 17, 3.5, 1.7, 8],
      [0.05, 10, 17, 0.1, 8, 14],
      [3, 3.5, 1.7, 10, 17, 8],
      [17, 8, 0.05, 10, 0.1, 14],
    ],
    places: [
      [1312, 1696, 5569, 124, 8283, 5886],
      [2329, 4135, 8307, 3736, 1004, 9991],
      [2348, 1451, 3522, 2883, 3047, 6650],
      [4047, 8828, 8732, 5743, 1091, 381],
    ],
    optimum: -3.32237,
  },
} as const;

export const heights = [1, 1.2, 3, 3.2];

/** How much early epochs flatten the function, and their noise: the presets of mf-prior-bench. */
const presets = {
  good: { bias: 2.5, noise: 2 },
  moderate: { bias: 3, noise: 3 },
  bad: { bias: 3.5, noise: 4 },
} as const;

/** Hartmann's function at the share `fidelity` of the epochs' logarithm; `noise` is a normal number. */
export function multiFidelityHartmann(
  x: readonly number[],
  { fidelity, bias, noise }: { readonly fidelity: number; readonly bias: number; readonly noise: number },
): number {
  const { steepness, places } = functions[x.length as 3 | 6];
  const bells = steepness.map((row, bell) => {
    const distance = row.reduce(
      (sum, a, index) => sum + a * ((x[index] as number) - (places[bell]?.[index] as number) / 10_000) ** 2,
      0,
    );
    return ((heights[bell] as number) - bias * (1 - fidelity)) * Math.exp(-distance);
  });
  return -bells.reduce((sum, bell) => sum + bell, 0) + Math.abs(noise) * (1 - fidelity);
}

/**
 * MFHartmann (Kandasamy et al., "Multi-fidelity Bayesian optimisation with continuous approximations", ICML 2017, as
 * mf-prior-bench has it): the last epoch is Hartmann's function itself, earlier ones are flattened and noisy.
 */
export function hartmannProblem(dimensions: 3 | 6, preset: keyof typeof presets, epochs = 27): Problem {
  const { bias, noise } = presets[preset];
  const names = Array.from({ length: dimensions }, (_, index) => `x${index}`);
  const at = (x: readonly number[], epoch: number) => {
    const random = randomFor('hartmann', preset, epoch, ...x);
    const fidelity = Math.log(epoch) / Math.log(epochs);
    return multiFidelityHartmann(x, {
      fidelity,
      bias,
      noise: noise * normalOf(random.next(), random.next()),
    });
  };
  const random = randomFor('hartmann', dimensions);
  const sample = Array.from({ length: 1000 }, () =>
    at(
      names.map(() => random.next()),
      epochs,
    ),
  );
  return {
    name: `hartmann${dimensions}-${preset}`,
    ...{ family: 'MFHartmann', direction: 'minimize', epochs, typical: medianOf(sample) },
    isEveryEpochUsable: false,
    optimum: functions[dimensions].optimum,
    space: names.map((name) => ({ name, distribution: { type: 'uniform', min: 0, max: 1 } })),
    evaluate(config) {
      const x = names.map((name) => config[name] as number);
      const curve = Array.from({ length: epochs }, (_, epoch) => at(x, epoch + 1));
      return { curve, truth: curve.at(-1) as number, secondsPerEpoch: 1 };
    },
  };
}

/** Box and Muller, 1958. */
function normalOf(first: number, second: number): number {
  return Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second);
}
