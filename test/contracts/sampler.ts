import { describe, expect, test } from 'vitest';
import type { SeenTrial } from '../../src/samplers/history.ts';
import { randomSampler } from '../../src/samplers/random-sampler.ts';
import type { Sampler } from '../../src/samplers/sampler.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { canTake, extentOf, isDiscrete } from '../../src/study/distribution-range.ts';
import { settingsOf } from '../../src/study/search/method-spec.ts';
import {
  type Configuration,
  isActive,
  type Parameter,
  type SearchSpace,
} from '../../src/study/search-space.ts';

const wide: SearchSpace = [
  { name: 'learningRate', distribution: { type: 'logUniform', min: 1e-5, max: 0.1 } },
  { name: 'layers', distribution: { type: 'int', min: 1, max: 5, step: 2 } },
  { name: 'units', distribution: { type: 'logInt', min: 1, max: 3 } },
  { name: 'dropout', distribution: { type: 'uniform', min: 0, max: 0.6 } },
  { name: 'noise', distribution: { type: 'normal', mean: 0, std: 1, min: -0.5, max: 2 } },
  { name: 'decay', distribution: { type: 'logNormal', mean: -7, std: 2, max: 0.01 } },
  { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd'] } },
  { name: 'momentum', distribution: { type: 'uniform', min: 0, max: 0.9 }, when: { optimizer: ['sgd'] } },
  {
    name: 'isNesterov',
    distribution: { type: 'choice', values: [true, false] },
    when: { optimizer: ['sgd'] },
  },
  {
    name: 'warmup',
    distribution: { type: 'int', min: 1, max: 9 },
    when: { isNesterov: [true], layers: [1, 3] },
  },
  { name: 'batchSize', distribution: { type: 'fixed', value: 32 } },
  // After the conditional ones, so that the test fails if they take nothing from the stream.
  { name: 'smoothing', distribution: { type: 'uniform', min: 0, max: 0.2 } },
];

const trials = Array.from({ length: 300 }, (_, trial) => trial);

function isWithin({ distribution }: Parameter, configuration: Configuration, name: string): boolean {
  const value = configuration[name];
  if (value === undefined) return false;
  if (isDiscrete(distribution)) return canTake(distribution, value);
  const extent = extentOf(distribution);
  return extent !== undefined && typeof value === 'number' && value >= extent.min && value <= extent.max;
}

/** Results of the trials before: the earlier, the lower. */
const history = trials.slice(0, 12).map((number): SeenTrial => {
  const random = randomFor(1, number, 'sample');
  const question = {
    space: wide,
    direction: 'minimize',
    number,
    seed: 1,
    random,
    settings: {},
    history: [],
  } as const;
  return { number, config: randomSampler.ask(question), state: 'complete', value: number };
});

/** The contract of every sampler, with or without history. */
export function describeSampler(sampler: Sampler): void {
  const sample = (space: SearchSpace, number: number, seen: readonly SeenTrial[] = []) => {
    const random = randomFor(1, number, 'sample');
    const settings = settingsOf(sampler.name, sampler.settings);
    return sampler.ask({ space, direction: 'minimize', number, seed: 1, random, settings, history: seen });
  };

  /** Whether the values of one parameter may depend on the other parameters. */
  const isJoint = sampler.needsHistory || sampler.size !== undefined;

  describe(`the sampler ${sampler.name}`, () => {
    test('gives each active parameter a value that its distribution can give, and no other', () => {
      for (const trial of trials) {
        const configuration = sample(wide, trial);
        for (const parameter of wide) {
          const { name } = parameter;
          expect(name in configuration).toBe(isActive(parameter, configuration));
          if (name in configuration) expect(isWithin(parameter, configuration, name)).toBe(true);
        }
      }
    });

    test('meets both sides of every condition', () => {
      const configurations = trials.map((trial) => sample(wide, trial));
      for (const name of ['momentum', 'isNesterov', 'warmup']) {
        expect(configurations.some((configuration) => name in configuration)).toBe(true);
        expect(configurations.some((configuration) => !(name in configuration))).toBe(true);
      }
    });

    test('names the parameters in the order of the space', () => {
      for (const trial of trials) {
        const names = Object.keys(sample(wide, trial));
        expect(names).toEqual(wide.map(({ name }) => name).filter((name) => names.includes(name)));
      }
    });

    test('gives the same configuration for the same stream, and others for others', () => {
      const once = trials.map((trial) => JSON.stringify(sample(wide, trial)));
      const again = trials.toReversed().map((trial) => JSON.stringify(sample(wide, trial)));
      expect(again.toReversed()).toEqual(once);
      expect(new Set(once).size).toBe(trials.length);
    });

    test('gives such values too for a history, which it leaves as it is', () => {
      const before = structuredClone(history);
      for (const trial of trials.slice(12, 60)) {
        const configuration = sample(wide, trial, history);
        for (const parameter of wide) {
          const { name } = parameter;
          expect(name in configuration).toBe(isActive(parameter, configuration));
          if (name in configuration) expect(isWithin(parameter, configuration, name)).toBe(true);
        }
        expect(sample(wide, trial, structuredClone(history))).toEqual(configuration);
      }
      expect(history).toEqual(before);
    });

    test('reads the history exactly if it says that it needs it', () => {
      const differs = trials.slice(12, 60).some((trial) => {
        const [without, seen] = [sample(wide, trial), sample(wide, trial, history)];
        return JSON.stringify(without) !== JSON.stringify(seen);
      });
      expect(differs).toBe(sampler.needsHistory);
    });

    test('gives plain JSON', () => {
      for (const trial of trials) {
        const configuration = sample(wide, trial);
        expect(JSON.parse(JSON.stringify(configuration))).toEqual(configuration);
      }
    });

    test('takes a space of one fixed value', () => {
      const fixed: SearchSpace = [{ name: 'units', distribution: { type: 'fixed', value: 3 } }];
      expect(sample(fixed, 0)).toEqual({ units: 3 });
    });

    test.skipIf(isJoint)('a condition that is added changes no other parameter', () => {
      const free = wide.map(({ name, distribution }) => ({ name, distribution }));
      for (const trial of trials) expect(sample(free, trial)).toMatchObject(sample(wide, trial));
    });

    test.skipIf(isJoint)('a parameter that is fixed changes no other parameter', () => {
      const [first, ...rest] = wide as [Parameter, ...Parameter[]];
      const fixed: SearchSpace = [{ ...first, distribution: { type: 'fixed', value: 0.01 } }, ...rest];
      for (const trial of trials) {
        expect({ ...sample(fixed, trial), learningRate: 0 }).toEqual({
          ...sample(wide, trial),
          learningRate: 0,
        });
      }
    });
  });
}
