import { expect, it } from 'vitest';
import { samplerOf } from '../../src/samplers/catalogue.ts';
import { historyOf, type SeenTrial } from '../../src/samplers/history.ts';
import { rankedWithin } from '../../src/samplers/rank-history.ts';
import { bracketOf } from '../../src/schedulers/bracket-of.ts';
import { hyperband } from '../../src/schedulers/hyperband.ts';
import { medianOf } from '../../src/statistics/median.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { SearchSpace } from '../../src/study/search-space.ts';

it('ranks values within their groups, ties at their mean, and leaves what has no value', () => {
  const values = [3, 10, 1, 3, null, 20];
  const history = values.map((value, number): SeenTrial => {
    return { number, config: {}, state: value === null ? 'failed' : 'complete', value };
  });
  const ranked = rankedWithin(history, (number) => (number === 1 || number === 5 ? 1 : 0));
  expect(ranked.map(({ value }) => value)).toEqual([2 / 3, 0.25, 1 / 6, 2 / 3, null, 0.75]);
});

it('lets tpe learn where brackets of hyperband train their trials for different numbers of epochs', () => {
  const space: SearchSpace = ['x', 'y'].map((name) => ({
    name,
    distribution: { type: 'uniform', min: 0, max: 1 },
  }));
  const { brackets } = hyperband.halving({ eta: 3, minEpochs: 1 }, 27);
  const bracketFor = bracketOf(brackets);
  const tpe = samplerOf('tpe');
  const distances = (see: (history: readonly SeenTrial[]) => readonly SeenTrial[]) => {
    const seen: SeenTrial[] = [];
    const far = [0, 1, 2, 3].flatMap((seed) => {
      seen.length = 0;
      return Array.from({ length: 60 }, (_, number) => {
        const random = randomFor(seed, number);
        const history = see(historyOf(number, seen, 8));
        const question = {
          space,
          direction: 'minimize',
          number,
          seed,
          random,
          settings: {},
          history,
        } as const;
        const config = tpe.ask(question);
        const distance = Math.hypot(Number(config.x) - 0.3, Number(config.y) - 0.7);
        // Longer brackets have much lower losses, so the loss alone says more of the bracket than of the configuration.
        seen[number] = { number, config, state: 'complete', value: distance - 5 * bracketFor(number) };
        return distance;
      }).slice(30);
    });
    return medianOf(far);
  };
  const ranked = distances((history) => rankedWithin(history, bracketFor));
  expect(ranked).toBeLessThan(0.6 * distances((history) => history));
  expect(ranked).toBeLessThan(0.25);
});
