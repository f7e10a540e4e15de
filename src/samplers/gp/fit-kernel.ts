import { minimize, norm } from '../../statistics/linear/minimize.ts';
import type { KernelParameters, Observations } from './kernel.ts';
import { kernelLikelihood } from './kernel-likelihood.ts';

/** Equal points with equal values must not make the covariances singular. */
const leastNoise = 1e-6;
const firstNoise = 0.05;
/** Beyond this accuracy the candidates hardly differ, and each step takes as long as some hundred of them. */
const mostSteps = 25;
const gradientNorm = 0.1;

/**
 * The kernel's parameters of the highest posterior density, for values of mean 0 and variance 1. The priors are those of
 * Optuna 5 (`_gp/prior.py`): neither very short nor very long lengths, a gamma distribution of the scale, and of the noise
 * one that expects little.
 */
export function fitKernel(observations: Observations): KernelParameters {
  const width = observations.isCategory.length;
  const likelihood = kernelLikelihood(observations);
  const logarithms = new Float64Array(width + 2);
  logarithms[width + 1] = Math.log(firstNoise);
  const loss = (at: Float64Array, gradient: Float64Array) => {
    const parameters = parametersAt(at);
    const value = likelihood(parameters, gradient) + addPriors(parameters, gradient);
    gradient[width + 1] = (gradient[width + 1] as number) * (1 - leastNoise / parameters.noise);
    return value;
  };
  let firstLength: number | undefined;
  minimize(loss, logarithms, {
    gradientNorm,
    mostSteps,
    precondition(vector) {
      firstLength ??= Math.min(1, 1 / norm(vector));
      for (const [index, each] of vector.entries()) vector[index] = firstLength * each;
    },
  });
  return parametersAt(logarithms);
}

function parametersAt(logarithms: Float64Array): KernelParameters {
  const [scale = 1, noise = 0] = logarithms.subarray(-2).map((each) => Math.exp(each));
  return {
    weights: logarithms.slice(0, -2).map((each) => Math.exp(each)),
    scale,
    noise: noise + leastNoise,
  };
}

/** Minus the logarithm of the priors' density; adds its derivatives by the logarithms of the parameters. */
function addPriors({ weights, scale, noise }: KernelParameters, gradient: Float64Array): number {
  let sum = 0;
  const add = (index: number, value: number, slope: number) => {
    sum += value;
    gradient[index] = (gradient[index] as number) + slope;
  };
  for (const [column, weight] of weights.entries())
    add(column, 0.1 / weight + 0.1 * weight, -0.1 / weight + 0.1 * weight);
  add(weights.length, scale - Math.log(scale), scale - 1);
  add(weights.length + 1, 30 * noise - 0.1 * Math.log(noise), 30 * noise - 0.1);
  return sum;
}
