import { describe, expect, it } from 'vitest';
import {
  bestIndex,
  type Choices,
  modelOf,
  planCandidates,
  smallestGoodTrial,
  triedStudent,
} from '../../src/distillation/plan.ts';
import { NoTrialCompletedError } from '../../src/faults/errors.ts';
import type { Trial } from '../../src/study/trial.ts';

const lower = { metric: 'valLoss', direction: 'minimize' } as const;
const higher = { metric: 'valAccuracy', direction: 'maximize' } as const;

function trial(number: number, value: number | null, parameters: number, rest: Partial<Trial> = {}): Trial {
  return {
    ...{ trial: number, state: value === null ? 'failed' : 'complete', value, parameters },
    ...{ config: { units: number }, metrics: {}, bestEpoch: 1, epochs: 1, seconds: 1, backend: 'wasm' },
    failure: null,
    ...rest,
  };
}

describe('the smallest good trial', () => {
  it('is the smallest of those within 1 % of the best', () => {
    const trials = [trial(0, 1, 900), trial(1, 1.0099, 50), trial(2, 1.0101, 10), trial(3, null, 1)];
    expect(smallestGoodTrial(trials, lower).trial).toBe(1);
    const shares = [trial(0, 0.9, 900), trial(1, 0.892, 50), trial(2, 0.89, 10)];
    expect(smallestGoodTrial(shares, higher).trial).toBe(1);
  });

  it('is the better one of two of a size, and no student', () => {
    const student = trial(0, 1, 1, { origin: 'student' });
    expect(smallestGoodTrial([student, trial(1, 1.001, 9), trial(2, 1, 9)], lower).trial).toBe(2);
  });

  it('of a loss below zero is within 1 % of its size', () => {
    expect(smallestGoodTrial([trial(0, -2, 9), trial(1, -1.985, 5), trial(2, -1.97, 1)], lower).trial).toBe(
      1,
    );
  });

  it('is not there when no trial is complete', () => {
    expect(() => smallestGoodTrial([trial(0, null, 1)], lower)).toThrow(NoTrialCompletedError);
  });
});

describe('the plan', () => {
  const model = modelOf(trial(4, 1, 1, { draw: 2 }));
  const choices: Choices = { models: [model], temperatures: [1, 2, 4], mixtures: [0.5, 0.9], seed: 1 };

  it('has all pairs for one model, which keeps the draw of its trial', () => {
    expect(model).toEqual({ config: { units: 4 }, stream: 2, configOf: 4 });
    const pairs = planCandidates(choices).map(({ temperature, mixture }) => [temperature, mixture]);
    expect(pairs).toEqual(
      [1, 2, 4].flatMap((temperature) => [0.5, 0.9].map((mixture) => [temperature, mixture])),
    );
  });

  it('has so many at random, the same for the same seed', () => {
    const drawn = (seed: number) => planCandidates({ ...choices, tries: 3, seed });
    expect(drawn(1)).toHaveLength(3);
    expect(drawn(1)).toEqual(drawn(1));
    const sets = new Set([1, 2, 3, 4, 5].map((seed) => JSON.stringify(drawn(seed))));
    expect(sets.size).toBeGreaterThan(1);
    expect(planCandidates({ ...choices, tries: 99 })).toHaveLength(6);
  });

  it('gives each of several models a pair', () => {
    const models = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((stream) => ({ config: {}, stream, configOf: null }));
    const plan = planCandidates({ ...choices, models, tries: 7 });
    expect(plan.map((each) => each.model.stream)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const pairs = plan.map(({ temperature, mixture }) => `${temperature} ${mixture}`);
    expect(new Set(pairs.slice(0, 6)).size).toBe(6);
    expect(pairs[6]).toBe(pairs[0]);
  });
});

describe('what was tried', () => {
  const candidate = { model: { config: {}, stream: 0, configOf: null }, temperature: 2, mixture: 0.5 };

  it('has the mean over seeds, unless a training failed', () => {
    expect(triedStudent(candidate, [1, 2, 6]).mean).toBe(3);
    expect(triedStudent(candidate, [1, null]).mean).toBeNull();
  });

  it('is judged in the direction of the objective, the first of equals', () => {
    expect(bestIndex([null, 2, 1, 1, 3], lower)).toBe(2);
    expect(bestIndex([null, 2, 3, 3], higher)).toBe(2);
    expect(bestIndex([null, null], lower)).toBeUndefined();
  });
});
