import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parzenEstimator } from '../../src/samplers/tpe/parzen-estimator.ts';
import { type NumericDistribution, unitPlace } from '../../src/samplers/unit-place.ts';
import { lookbackNote } from '../../src/search/lookback-note.ts';
import { logNormalMass } from '../../src/statistics/normal-mass.ts';
import { quantile } from '../../src/study/distribution.ts';
import type { Configuration, SearchSpace } from '../../src/study/search-space.ts';
import { describeLearningSampler } from '../contracts/learning-sampler.ts';
import { exampleStudy } from '../store/example-study.ts';

const fixture = new URL('../fixtures/samplers/optuna-densities.json', import.meta.url);
interface Case {
  readonly observed: readonly Configuration[];
  readonly at: readonly Configuration[];
  readonly logDensities: readonly number[];
}

const { cases, intervals, masses }: { cases: Case[]; intervals: [number, number][]; masses: number[] } =
  JSON.parse(readFileSync(fixture, 'utf8'));

const mixed: SearchSpace = [
  { name: 'dropout', distribution: { type: 'uniform', min: 0, max: 0.6 } },
  { name: 'rate', distribution: { type: 'logUniform', min: 1e-5, max: 0.1 } },
  { name: 'layers', distribution: { type: 'int', min: 1, max: 5, step: 2 } },
  { name: 'units', distribution: { type: 'logInt', min: 8, max: 64 } },
  { name: 'momentum', distribution: { type: 'uniform', min: 0, max: 1, step: 0.1 } },
  { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd', 'rmsprop'] } },
];

test.each(intervals.map((interval, index) => ({ interval, mass: masses[index] as number })))(
  "the logarithm of the normal's mass on $interval is SciPy's",
  ({ interval: [from, to], mass }) => {
    expect(logNormalMass(from, to) / mass).toBeCloseTo(1, 10);
    expect(logNormalMass(-to, -from) / mass).toBeCloseTo(1, 10);
  },
);

test('densities of the largest range of whole numbers are finite, and highest where a value was observed', () => {
  const space: SearchSpace = [{ name: 'n', distribution: { type: 'int', min: 0, max: 2 ** 53 - 1 } }];
  const { logDensity } = parzenEstimator(space, [{ n: 2 ** 52 }]);
  const [at = 0, near = 0, far = 0] = [2 ** 52, 2 ** 52 + 2 ** 40, 2 ** 20].map((n) => logDensity({ n }));
  expect(at).toBeGreaterThan(Math.log(2 ** -53));
  expect(near).toBeCloseTo(at, 3);
  expect(far).toBeGreaterThan(-45);
  expect(far).toBeLessThan(at);
});

test.each(cases)(
  "the density with $observed.length observations is Optuna's, up to a constant",
  ({ observed, at, logDensities }) => {
    const { logDensity } = parzenEstimator(mixed, observed);
    const offsets = at.map((config, index) => logDensity(config) - (logDensities[index] as number));
    for (const offset of offsets) expect(offset).toBeCloseTo(offsets[0] as number, 7);
  },
);

test.each<NumericDistribution>([
  ...mixed.slice(0, 5).map(({ distribution }) => distribution as NumericDistribution),
  { type: 'normal', mean: 3, std: 2 },
  { type: 'normal', mean: 3, std: 2, min: 6, max: 7 },
  { type: 'logNormal', mean: -7, std: 2, max: 0.01 },
])('the place of a value of %j is the share at which its quantile is', (distribution) => {
  for (const share of [0.001, 0.2, 0.5, 0.77, 0.999]) {
    const value = quantile(distribution, share);
    const { from, at, to } = unitPlace(distribution, value);
    if (from === to) expect(at).toBeCloseTo(share, 9);
    else {
      expect(from).toBeLessThanOrEqual(share + 1e-12);
      expect(to).toBeGreaterThanOrEqual(share - 1e-12);
    }
    expect(quantile(distribution, Math.min(at, 1 - 2 ** -53))).toSatisfy(
      (again: number) => Math.abs(again / Number(value) - 1) < 1e-9 || again === value,
    );
  }
});

describeLearningSampler('tpe');

test('many workers for a sampler that learns are said', () => {
  const { training, objective } = exampleStudy('rungs').spec;
  const search = { trials: 60, seed: 1, sampler: 'tpe', lookback: 8, scheduler: 'none' };
  const spec = { search, objective, training: { ...training, maxEpochs: 27 } };
  expect(lookbackNote(spec, 4)).toBeUndefined();
  expect(lookbackNote(spec, 5)).toMatch(
    /^tpe .*so 5 workers wait for each other; a search.lookback of 10 would/,
  );
  const random = { ...spec, search: { ...spec.search, sampler: 'random' } };
  expect(lookbackNote(random, 64)).toBeUndefined();
  const limited = { ...random.search, scheduler: 'asha', budget: { until: 1 } };
  expect(lookbackNote({ ...random, search: limited }, 1)).toBeUndefined();
  // The longest of the stretches of 1, 2, 6 and 18 epochs is six times what a trial takes on average.
  expect(lookbackNote({ ...random, search: limited }, 2)).toMatch(
    /^the budget decides on a trial by all that follows from .* a search.lookback of 24 would/,
  );
});
