import { describe, expect, test } from 'vitest';
import { type SamplerName, samplerOf } from '../../src/samplers/catalogue.ts';
import { configurationOf } from '../../src/samplers/configuration.ts';
import { historyOf, pending, type SeenTrial } from '../../src/samplers/history.ts';
import { medianOf } from '../../src/statistics/median.ts';
import type { Configuration, SearchSpace } from '../../src/study/search-space.ts';

const square: SearchSpace = ['x', 'y'].map((name) => ({
  name,
  distribution: { type: 'uniform', min: 0, max: 1 },
}));

const bowl = ({ x, y }: Configuration) => (Number(x) - 0.3) ** 2 + (Number(y) - 0.8) ** 2;

function distances(configs: readonly Configuration[]): number[] {
  return configs.flatMap((one, index) =>
    configs
      .slice(index + 1)
      .map((other) => Math.hypot(Number(one.x) - Number(other.x), Number(one.y) - Number(other.y))),
  );
}

/** The contract of a sampler that learns from results. */
export function describeLearningSampler(name: SamplerName): void {
  const specOf = (space: SearchSpace, seed: number, direction: 'minimize' | 'maximize' = 'minimize') => {
    const search = { trials: 60, seed, sampler: name, lookback: 8, pruner: 'none' };
    return { space, search, objective: { metric: 'valLoss', direction } } as const;
  };

  /** A search by hand: `value` is null for a trial that fails. */
  const searched = (
    spec: ReturnType<typeof specOf>,
    count: number,
    value: (config: Configuration) => number | null,
  ) => {
    const seen: SeenTrial[] = [];
    for (let number = 0; number < count; number++) {
      const history = historyOf(number, seen, spec.search.lookback);
      const config = configurationOf(samplerOf(name), spec, number, history);
      const outcome = value(config);
      seen.push({ number, config, state: outcome === null ? 'failed' : 'complete', value: outcome });
    }
    return seen;
  };

  describe(`the sampler that learns ${name}`, () => {
    test('spreads ten trials out that are asked without a result between them', () => {
      const ratios = [1, 2, 3].map((seed) => {
        const spec = specOf(square, seed);
        const known = searched(spec, 20, bowl);
        const [spread = 0, blind = 0] = [true, false].map((seesAsked) => {
          const asked: SeenTrial[] = [];
          for (let number = 20; number < 30; number++) {
            const history = seesAsked ? [...known, ...asked] : known;
            asked.push(pending({ number, config: configurationOf(samplerOf(name), spec, number, history) }));
          }
          return medianOf(distances(asked.map(({ config }) => config)));
        });
        return spread / blind;
      });
      expect(medianOf(ratios)).toBeGreaterThan(1.3);
    });

    test('finds the minimum, and the maximum of the opposite, with the same trials', () => {
      const found = searched(specOf(square, 4), 45, bowl);
      const opposite = searched(specOf(square, 4, 'maximize'), 30, (config) => -bowl(config));
      expect(opposite.map(({ config }) => config)).toEqual(found.slice(0, 30).map(({ config }) => config));
      const [best, usual] = [found, found.slice(0, 10)].map((trials) =>
        trials.map(({ config }) => bowl(config)),
      );
      expect(Math.min(...(best ?? []))).toBeLessThan(0.01 * medianOf(usual ?? []));
    });

    test('keeps away from where trials fail', () => {
      const late = [1, 2].flatMap((seed) =>
        searched(specOf(square, seed), 45, (config) => (Number(config.x) > 0.4 ? null : bowl(config))).slice(
          25,
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
      const late = searched(specOf(space, 2), 50, ({ x, y = 0 }) =>
        x === undefined ? 1 + Number(y) : (Number(x) - 0.5) ** 2,
      ).slice(30);
      expect(late.filter(({ config }) => config.optimizer === 'b').length).toBeGreaterThan(10);
      expect(
        medianOf(late.flatMap(({ config: { x } }) => (x === undefined ? [] : Math.abs(Number(x) - 0.5)))),
      ).toBeLessThan(0.15);
    });
  });
}
