import { expect, it } from 'vitest';
import { divergencesOf, pedAnova } from '../../src/importance/ped-anova/ped-anova.ts';
import { bestCount, rankedTrials } from '../../src/importance/ped-anova/ranked-places.ts';
import { drawnQuestion } from '../contracts/importance-method.ts';
import { questionOf, studies } from './optuna-studies.ts';

it.each(studies.map((study) => [study.trials.length, study] as const))(
  "has Optuna's shares for a study of %i trials, before chance is subtracted",
  (_, study) => {
    const ranked = rankedTrials(questionOf(study));
    const divergences = divergencesOf(ranked, study.bestShare);
    const sum = divergences.reduce((total, value) => total + value, 0);
    for (const [at, { name }] of ranked.parameters.entries()) {
      expect((divergences[at] as number) / sum).toBeCloseTo(study.pedAnova[name] as number, 12);
    }
  },
);

it('takes a weight of 2 for two equal trials', () => {
  const question = questionOf(studies[1] as (typeof studies)[number]);
  const weights = Float64Array.from(question.observations, (_, at) => (at * 7) % 3);
  const losses = rankedTrials(question).losses;
  const byLoss = question.observations.toSorted((one, other) => (one.loss ?? 0) - (other.loss ?? 0));
  const repeated = byLoss.flatMap((each, at) => Array<typeof each>(weights[at] as number).fill(each));
  const twice = divergencesOf(rankedTrials({ ...question, observations: repeated }), 0.1);
  expect(losses).toHaveLength(weights.length);
  for (const [at, value] of divergencesOf(rankedTrials(question), 0.1, weights).entries()) {
    expect(value).toBeCloseTo(twice[at] as number, 10);
  }
});

it('counts ties with the last of the best as best, and never a trial without a value', () => {
  expect(bestCount(Float64Array.of(1, 2, 2, 2, 3), 0.4)).toBe(4);
  const failed = Number.POSITIVE_INFINITY;
  expect(bestCount(Float64Array.of(1, failed, failed, failed), 0.9)).toBe(1);
});

it('orders the parameters of the g-function of Sobol’ by their indices', () => {
  const space = Array.from({ length: 5 }, (_, at) => ({
    name: `x${at}`,
    distribution: { type: 'uniform', min: 0, max: 1 } as const,
  }));
  const weights = [0, 1, 9, 99, 99];
  const g = Object.values.bind(Object) as (config: object) => number[];
  const question = drawnQuestion(space, 800, (config) =>
    g(config).reduce((product, x, at) => {
      const weight = weights[at] as number;
      return (product * (Math.abs(4 * x - 2) + weight)) / (1 + weight);
    }, 1),
  );
  const { effects } = pedAnova.measure(question);
  expect(effects.slice(0, 2).map(({ parameters }) => parameters[0])).toEqual(['x0', 'x1']);
  expect(effects.map(({ isVisible }) => isVisible)).toEqual([true, true, false, false, false]);
});
