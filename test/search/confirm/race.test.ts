import { describe, expect, test } from 'vitest';
import { looksOf, losersOf, type Racer } from '../../../src/search/confirm/race.ts';
import { randomFor } from '../../../src/statistics/random.ts';

const rules = { direction: 'minimize', judgedRatio: 0.25, looks: 3 } as const;

/** Values of three rounds of five folds around `mean`. */
function racer(trial: number, mean: number, spread = 0.01): Racer {
  const random = randomFor('race', trial);
  const fold = () => mean + spread * (random.next() - 0.5);
  return { trial, rounds: Array.from({ length: 3 }, () => Array.from({ length: 5 }, fold)) };
}

const numbers = (racers: readonly Racer[]) => racers.map(({ trial }) => trial).sort();

describe('a race', () => {
  test('leaves out those that are worse by more than chance, in either direction', () => {
    const racers = [racer(0, 1), racer(1, 1.001), racer(2, 1.5), racer(3, 0.5)];
    expect(numbers(losersOf(racers, rules))).toEqual([0, 1, 2]);
    expect(numbers(losersOf(racers, { ...rules, direction: 'maximize' }))).toEqual([0, 1, 3]);
  });

  test('leaves out nobody of those that cannot be told apart', () => {
    expect(losersOf([racer(0, 1, 1), racer(1, 1, 1), racer(2, 1.05, 1)], rules)).toEqual([]);
  });

  test('leaves out one that failed in a round, unless all did', () => {
    const failed = { trial: 9, rounds: [[1, 1, 1, 1, 1], undefined, [1, 1, 1, 1, 1]] };
    expect(numbers(losersOf([racer(0, 1), failed], rules))).toEqual([9]);
    expect(losersOf([failed, { ...failed, trial: 8 }], rules)).toEqual([]);
  });

  test('rarely leaves out one that is as good: in 400 races of five equal ones, at most 5 % and chance', () => {
    const races = Array.from({ length: 400 }, (_, race) => {
      const racers = Array.from({ length: 5 }, (_, trial) => racer(1000 * race + trial, 1, 1));
      return losersOf(racers, { ...rules, looks: 1 }).length > 0;
    });
    expect(races.filter(Boolean).length).toBeLessThanOrEqual(32);
  });

  test('looks at most three times, and at its end', () => {
    expect([2, 3, 4, 10].map((rounds) => [...looksOf(rounds)])).toEqual([[2], [3], [3, 4], [3, 6, 10]]);
  });
});
