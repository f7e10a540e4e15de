import { expect, it } from 'vitest';
import { randomFor } from '../../src/statistics/random.ts';
import { type Goal, numberOf, paretoFront } from '../../src/study/goals/pareto.ts';
import type { Trial } from '../../src/study/trial.ts';
import { completeTrial } from '../report/example-trials.ts';

const trialWith = (trial: number, metrics: Trial['metrics'], parameters: number | null): Trial => ({
  ...completeTrial(trial, 0),
  ...{ metrics, parameters },
});

it('is what comparing every pair gives, with ties and in any direction', () => {
  const random = randomFor('fronts');
  for (const [count, values] of [
    [40, 4],
    [200, 1000],
    [60, 8],
  ] as const) {
    const trials = Array.from({ length: count }, (_, trial) =>
      trialWith(trial, { valF1: random.below(values), valLoss: random.below(values) }, random.below(values)),
    );
    const goals: Goal[] = [
      { name: 'valF1', direction: 'maximize' },
      { name: 'valLoss', direction: 'minimize' },
      { name: 'parameters', direction: 'minimize' },
    ].slice(0, count === 60 ? 2 : 3) as Goal[];
    const better = (one: Trial, other: Trial, { name, direction }: Goal) => {
      const difference = Number(numberOf(one, name)) - Number(numberOf(other, name));
      return direction === 'minimize' ? -difference : difference;
    };
    const dominates = (one: Trial, other: Trial) =>
      goals.every((goal) => better(one, other, goal) >= 0) &&
      goals.some((goal) => better(one, other, goal) > 0);
    const expected = trials.filter((trial) => !trials.some((other) => dominates(other, trial)));
    expect(paretoFront(trials, goals)).toEqual({ trials: expected, compared: count });
  }
});

it('leaves out trials that lack a number', () => {
  const trials = [trialWith(0, { valF1: 0.5 }, null), trialWith(1, { valF1: 0.4 }, 7), trialWith(2, {}, 1)];
  const goals: Goal[] = [
    { name: 'valF1', direction: 'maximize' },
    { name: 'parameters', direction: 'minimize' },
  ];
  expect(paretoFront(trials, goals)).toEqual({ trials: [trials[1]], compared: 1 });
});
