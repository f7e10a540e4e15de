import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { samplerOf } from '../../src/samplers/catalogue.ts';
import { configurationOf } from '../../src/samplers/configuration.ts';
import { historyOf, pending, type SeenTrial } from '../../src/samplers/history.ts';
import { parzenEstimator } from '../../src/samplers/tpe/parzen-estimator.ts';
import { type NumericDistribution, unitPlace } from '../../src/samplers/unit-place.ts';
import { lookbackNote } from '../../src/search/lookback-note.ts';
import { medianOf } from '../../src/statistics/median.ts';
import { logNormalMass } from '../../src/statistics/normal-mass.ts';
import { quantile } from '../../src/study/distribution.ts';
import type { Configuration, SearchSpace } from '../../src/study/search-space.ts';
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

const square: SearchSpace = ['x', 'y'].map((name) => ({
  name,
  distribution: { type: 'uniform', min: 0, max: 1 },
}));

function specOf(space: SearchSpace, seed: number, direction: 'minimize' | 'maximize' = 'minimize') {
  const search = { trials: 60, seed, sampler: 'tpe', lookback: 8, pruner: 'none' };
  return { space, search, objective: { metric: 'valLoss', direction } } as const;
}

/** A search by hand: `value` is null for a trial that fails. */
function searched(
  spec: ReturnType<typeof specOf>,
  count: number,
  value: (config: Configuration) => number | null,
) {
  const seen: SeenTrial[] = [];
  for (let number = 0; number < count; number++) {
    const history = historyOf(number, seen, spec.search.lookback);
    const config = configurationOf(samplerOf('tpe'), spec, number, history);
    const outcome = value(config);
    seen.push({ number, config, state: outcome === null ? 'failed' : 'complete', value: outcome });
  }
  return seen;
}

const bowl = ({ x, y }: Configuration) => (Number(x) - 0.3) ** 2 + (Number(y) - 0.8) ** 2;

function distances(configs: readonly Configuration[]): number[] {
  return configs.flatMap((one, index) =>
    configs
      .slice(index + 1)
      .map((other) => Math.hypot(Number(one.x) - Number(other.x), Number(one.y) - Number(other.y))),
  );
}

describe('tpe', () => {
  test('spreads ten trials out that are asked without a result between them', () => {
    const ask = (seed: number, hasLiar: boolean) => {
      const spec = specOf(square, seed);
      const known = searched(spec, 40, bowl);
      const asked: SeenTrial[] = [];
      for (let number = 40; number < 50; number++) {
        const history = hasLiar ? [...known, ...asked] : known;
        asked.push(pending({ number, config: configurationOf(samplerOf('tpe'), spec, number, history) }));
      }
      return medianOf(distances(asked.map(({ config }) => config)));
    };
    const seeds = [1, 2, 3, 4, 5, 6];
    const ratios = seeds.map((seed) => ask(seed, true) / ask(seed, false));
    expect(medianOf(ratios)).toBeGreaterThan(1.3);
  });

  test('finds the minimum, and the maximum of the opposite, with the same trials', () => {
    const found = searched(specOf(square, 4), 60, bowl);
    const opposite = searched(specOf(square, 4, 'maximize'), 60, (config) => -bowl(config));
    expect(opposite.map(({ config }) => config)).toEqual(found.map(({ config }) => config));
    const late = found.slice(40).map(({ config }) => bowl(config));
    const random = found.slice(0, 10).map(({ config }) => bowl(config));
    expect(medianOf(late)).toBeLessThan(0.2 * medianOf(random));
  });

  test('keeps away from where trials fail', () => {
    const late = [1, 2, 3].flatMap((seed) =>
      searched(specOf(square, seed), 60, (config) => (Number(config.x) > 0.4 ? null : bowl(config))).slice(
        30,
      ),
    );
    expect(late.filter(({ state }) => state === 'failed').length / late.length).toBeLessThan(0.45);
  });

  test('learns which branch of a condition is better, and its own parameters', () => {
    const space: SearchSpace = [
      { name: 'optimizer', distribution: { type: 'choice', values: ['a', 'b', 'c'] } },
      { name: 'x', distribution: { type: 'uniform', min: 0, max: 1 }, when: { optimizer: ['b'] } },
      { name: 'y', distribution: { type: 'uniform', min: 0, max: 1 }, when: { optimizer: ['a', 'c'] } },
    ];
    const late = searched(specOf(space, 2), 60, ({ x, y = 0 }) =>
      x === undefined ? 1 + Number(y) : (Number(x) - 0.5) ** 2,
    ).slice(40);
    expect(late.filter(({ config }) => config.optimizer === 'b').length).toBeGreaterThan(10);
    expect(
      medianOf(late.flatMap(({ config: { x } }) => (x === undefined ? [] : Math.abs(Number(x) - 0.5)))),
    ).toBeLessThan(0.15);
  });
});

test('many workers for a sampler that learns are said', () => {
  const { training } = exampleStudy('rungs').spec;
  const spec = { ...specOf(square, 1), training: { ...training, maxEpochs: 27 } };
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
