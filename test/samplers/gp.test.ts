import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { configurationOf } from '../../src/samplers/configuration.ts';
import { columnsOf, pointsOf } from '../../src/samplers/gp/columns.ts';
import { fitKernel } from '../../src/samplers/gp/fit-kernel.ts';
import { gaussianProcess, type Prediction } from '../../src/samplers/gp/gaussian-process.ts';
import { gpSampler } from '../../src/samplers/gp/gp-sampler.ts';
import type { KernelParameters } from '../../src/samplers/gp/kernel.ts';
import { kernelLikelihood } from '../../src/samplers/gp/kernel-likelihood.ts';
import { logExpectedImprovement } from '../../src/samplers/gp/log-expected-improvement.ts';
import { observedValues } from '../../src/samplers/gp/observed-values.ts';
import type { SeenTrial } from '../../src/samplers/history.ts';
import { keyOf, type SearchSpace } from '../../src/study/search-space.ts';
import { describeLearningSampler } from '../contracts/learning-sampler.ts';

const fixture = new URL('../fixtures/samplers/gaussian-processes.json', import.meta.url);
type Kernel = Omit<KernelParameters, 'weights'> & { readonly weights: number[] };
interface Case {
  readonly points: number[][];
  readonly values: number[];
  readonly isCategory: boolean[];
  readonly kernel: Kernel;
  readonly at: number[][];
  readonly means: number[];
  readonly variances: number[];
  readonly loss: number;
  readonly gradient: number[];
  readonly highest: (Kernel & { readonly loss: number }) | null;
}
const {
  cases,
  improvements,
}: { cases: Case[]; improvements: (Prediction & { best: number; log: number })[] } = JSON.parse(
  readFileSync(fixture, 'utf8'),
);

function observed({ points, values, isCategory }: Case) {
  return { points: Float64Array.from(points.flat()), values: Float64Array.from(values), isCategory };
}

function withArray({ weights, scale, noise }: Kernel): KernelParameters {
  return { weights: Float64Array.from(weights), scale, noise };
}

describe.each(cases)('a Gaussian process of $points.length observations', (known) => {
  test("has scikit-learn's means and variances", () => {
    const process = gaussianProcess(observed(known), withArray(known.kernel));
    for (const [index, point] of known.at.entries()) {
      const { mean, variance } = process(Float64Array.from(point));
      expect(mean).toBeCloseTo(known.means[index] as number, 9);
      expect(variance).toBeCloseTo(known.variances[index] as number, 9);
    }
  });

  test("has scikit-learn's likelihood and gradient", () => {
    const gradient = new Float64Array(known.gradient.length);
    const loss = kernelLikelihood(observed(known))(withArray(known.kernel), gradient);
    expect(loss).toBeCloseTo(known.loss, 8);
    for (const [index, slope] of known.gradient.entries()) expect(gradient[index]).toBeCloseTo(slope, 7);
  });

  test.skipIf(known.highest === null)("has the kernel of SciPy's highest posterior density, nearly", () => {
    const { weights, scale, noise } = fitKernel(observed(known));
    const highest = known.highest as Kernel;
    const pairs = [...weights.entries()].map(([column, weight]) => [weight, highest.weights[column]]);
    for (const [own = 0, its = 0] of [...pairs, [scale, highest.scale]])
      expect(Math.abs(Math.log(own / its))).toBeLessThan(0.15);
    expect(Math.abs(Math.log(noise / highest.noise))).toBeLessThan(0.5);
  });
});

test.each(improvements)('the expected improvement of a normal with $mean and $variance on $best', (given) => {
  expect(logExpectedImprovement(given, given.best) / given.log).toBeCloseTo(1, 9);
});

test('an improvement that is certain, impossible or too small for a number has a logarithm', () => {
  expect(logExpectedImprovement({ mean: 1, variance: 0 }, 3)).toBeCloseTo(Math.log(2), 12);
  expect(logExpectedImprovement({ mean: 3, variance: 0 }, 1)).toBe(Number.NEGATIVE_INFINITY);
  const [near, far] = [1e5 - 1, 1e5 + 1].map((mean) => logExpectedImprovement({ mean, variance: 1 }, 0));
  expect(near).toBeGreaterThan(far as number);
  expect(far).toBeCloseTo(-((1e5 + 1) ** 2) / 2 - 2 * Math.log(1e5) - Math.log(2 * Math.PI) / 2, 3);
});

const space: SearchSpace = [
  { name: 'rate', distribution: { type: 'logUniform', min: 1e-4, max: 1 } },
  { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd', 'rmsprop'] } },
  { name: 'momentum', distribution: { type: 'uniform', min: 0, max: 1 }, when: { optimizer: ['sgd'] } },
  { name: 'schedule', distribution: { type: 'choice', values: ['a', 'b'] }, when: { optimizer: ['sgd'] } },
  { name: 'batchSize', distribution: { type: 'fixed', value: 32 } },
];

test('a number stands on its own scale, an inactive one apart from all active ones', () => {
  const columns = columnsOf(space);
  expect(columns.map(({ isCategory }) => isCategory)).toEqual([false, true, false, true, true]);
  const configs = [
    { rate: 1e-2, optimizer: 'sgd', momentum: 0.5, schedule: 'b', batchSize: 32 },
    { rate: 1e-2, optimizer: 'adam', batchSize: 32 },
  ];
  const [active, inactive] = [pointsOf(columns, configs).slice(0, 5), pointsOf(columns, configs).slice(5)];
  expect([...active].map((each) => Number(each.toFixed(9)))).toEqual([0.5, 1, 0.5, 1, 1]);
  expect([...inactive].map((each) => Number(each.toFixed(9)))).toEqual([0.5, 0, 0.5, -1, 0]);
});

function ended(values: readonly (number | null)[]): SeenTrial[] {
  return values.map((value, number) => ({
    number,
    config: {},
    state: value === null ? 'failed' : 'complete',
    value,
  }));
}

test('one loss of a diverged training leaves the others apart, and a failed trial is as bad as the worst', () => {
  const values = observedValues(ended([0.1, 0.2, 0.3, 0.4, 0.5, 1e300, null]), 'minimize');
  expect((values[4] as number) - (values[0] as number)).toBeGreaterThan(0.5);
  expect(values[5]).toBe(values[6]);
  expect(values[5]).toBeGreaterThan(values[4] as number);
  expect(observedValues(ended([1, 1, 1]), 'minimize')).toEqual(new Float64Array(3));
  const largest = observedValues(ended([-Number.MAX_VALUE, 0, Number.MAX_VALUE]), 'maximize');
  expect([...largest].every(Number.isFinite)).toBe(true);
  expect(largest[0]).toBeGreaterThan(largest[2] as number);
});

test('of a small space it gives each configuration once, without being told to', () => {
  const small: SearchSpace = [
    { name: 'layers', distribution: { type: 'int', min: 1, max: 4 } },
    { name: 'kind', distribution: { type: 'choice', values: ['a', 'b', 'c'] } },
  ];
  const search = { trials: 12, seed: 3, sampler: { type: 'gp', startup: 2 }, lookback: 1, scheduler: 'none' };
  const spec = { space: small, search, objective: { metric: 'valLoss', direction: 'minimize' } } as const;
  const seen: SeenTrial[] = [];
  for (let number = 0; number < 12; number++) {
    const config = configurationOf(gpSampler, spec, number, seen);
    seen.push({ number, config, state: 'complete', value: Number(config.layers) });
  }
  const late = seen.slice(2).map(({ config }) => keyOf(small, config));
  expect(new Set(late).size).toBe(10);
});

describeLearningSampler('gp');
