import { describe, expect, test } from 'vitest';
import { randomFor } from '../../src/statistics/random.ts';
import type { Direction } from '../../src/study/objective.ts';
import { rankTrials } from '../../src/study/ranking.ts';
import type { Trial, TrialState } from '../../src/study/trial.ts';

function trial(number: number, value: number | null, state: TrialState = 'complete'): Trial {
  return {
    trial: number,
    state,
    value,
    config: {},
    metrics: {},
    bestEpoch: null,
    epochs: null,
    parameters: null,
    seconds: null,
    backend: null,
    failure: null,
  };
}

const trials = [
  trial(0, null, 'failed'),
  trial(1, 0.5),
  trial(2, 0.1, 'pruned'),
  trial(3, 0.2),
  trial(4, Number.NaN),
  trial(5, 0.5),
  trial(6, null, 'waiting'),
  trial(7, -1),
  trial(8, Number.NEGATIVE_INFINITY),
  trial(9, -0),
  trial(10, 0),
];

function numbers(ranked: readonly Trial[]): number[] {
  return ranked.map((each) => each.trial);
}

describe('rankTrials', () => {
  test.each<[Direction, number[]]>([
    ['minimize', [7, 9, 10, 3, 1, 5, 0, 2, 4, 6, 8]],
    ['maximize', [1, 5, 3, 9, 10, 7, 0, 2, 4, 6, 8]],
  ])('to %s puts complete trials first, ties and all others by number', (direction, ranking) => {
    expect(numbers(rankTrials(trials, direction))).toEqual(ranking);
  });

  test('gives the same ranking whatever the order of the trials', () => {
    for (const direction of ['minimize', 'maximize'] as const) {
      const expected = numbers(rankTrials(trials, direction));
      for (let seed = 0; seed < 500; seed++) {
        const order = randomFor('order', seed).shuffle(trials.map((_, index) => index));
        const shuffled = order.map((index) => trials[index] as Trial);
        expect(numbers(rankTrials(shuffled, direction))).toEqual(expected);
      }
    }
  });

  test('leaves what it was given as it was', () => {
    const given = [...trials];
    rankTrials(given, 'minimize');
    expect(given).toEqual(trials);
  });
});
