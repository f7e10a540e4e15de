import { describe, expect, it } from 'vitest';
import { stopRule } from '../../../src/search/budget/stop-rule.ts';
import type { SpentTrial } from '../../../src/search/schedules/spent-trial.ts';
import type { Direction } from '../../../src/study/objective.ts';
import type { Budget } from '../../../src/study/search/budget.ts';

const lookback = 3;

const ended = (value: number, rest: Partial<SpentTrial> = {}): Omit<SpentTrial, 'trial'> => ({
  ...{ state: 'complete', value, epochs: 10, failure: null },
  ...rest,
});
const failed = (kind: 'diverged' | 'rejected') =>
  ended(0, { state: 'failed', value: null, epochs: 0, failure: { kind, message: kind } });

/** The first count that does not start, and why. */
function firstRefused(
  budget: Budget,
  results: readonly Omit<SpentTrial, 'trial'>[],
  direction: Direction = 'maximize',
) {
  const rule = stopRule({ budget, objective: { metric: 'score', direction }, lookback });
  results.forEach((result, trial) => {
    rule.add(trial, { trial, ...result });
  });
  for (let draw = 0; draw < results.length; draw++) {
    const stop = rule.stopBefore(draw);
    if (stop !== undefined) return { draw, ...stop };
  }
  return undefined;
}

describe('until', () => {
  it('is reached by a value that is better by more than its standard error', () => {
    const results = [0.9, 0.985, 0.985, 0.99, 0.9, 0.9, 0.9, 0.9].map((value, trial) =>
      ended(value, { standardError: trial === 2 ? 0.004 : 0.006 }),
    );
    const stop = firstRefused({ until: 0.98 }, results);
    expect(stop).toEqual({
      draw: 2 + lookback,
      by: 'until',
      until: 0.98,
      trial: 2,
      value: 0.985,
      standardError: 0.004,
    });
  });

  it('is reached by an equal value whose noise is not known', () => {
    const results = [3, 2, 1, 0, 0, 0].map((value) => ended(value));
    expect(firstRefused({ until: 2 }, results, 'minimize')).toMatchObject({ draw: 1 + lookback, trial: 1 });
  });

  it('is not reached by a pruned trial, or by one that breaks a constraint', () => {
    for (const other of [{ state: 'pruned' as const }, { infeasible: true as const }]) {
      const results = Array.from({ length: 9 }, () => ended(1, other));
      expect(firstRefused({ until: 0.5 }, results)).toBeUndefined();
    }
  });
});

describe('patience', () => {
  it('counts the trials since the last gain beyond a standard error; small gains add up', () => {
    const values = [0.5, 0.501, 0.502, 0.503, 0.511, ...Array<number>(8).fill(0.5)];
    const results = values.map((value) => ended(value, { standardError: 0.01 }));
    const stop = firstRefused({ patience: 4 }, results);
    expect(stop).toEqual({ draw: 8 + lookback, by: 'patience', trials: 4, gain: 4 });
  });

  it('leaves out configurations that were refused before training, and counts other failures', () => {
    const results = [
      ended(1),
      failed('rejected'),
      failed('diverged'),
      failed('rejected'),
      failed('diverged'),
    ];
    const rest = Array.from({ length: 6 }, () => ended(0));
    expect(firstRefused({ patience: 2 }, [...results, ...rest])).toMatchObject({
      draw: 4 + lookback,
      gain: 0,
    });
  });

  it('runs out without any complete trial too', () => {
    const results = Array.from({ length: 9 }, () => failed('diverged'));
    expect(firstRefused({ patience: 2 }, results)).toEqual({
      draw: 1 + lookback,
      by: 'patience',
      trials: 2,
      gain: null,
    });
  });
});

describe('epochs', () => {
  it('expects of the pending trials what the others took on average', () => {
    const results = Array.from({ length: 12 }, () => ended(1));
    // 8 trials of 10 epochs: 6 whose results count and 2 that are pending.
    expect(firstRefused({ epochs: 80 }, results)).toMatchObject({
      draw: 8,
      by: 'epochs',
      epochs: 80,
      budget: 80,
    });
    expect(firstRefused({ epochs: 81 }, results)?.draw).toBe(9);
  });
});

describe('every limit', () => {
  it('holds from the first trial that it refuses on, also where a search went on beyond it', () => {
    const values = [1, 0, 0, 0, 5, 6, 7, 8, 9, 10];
    const rule = stopRule({
      budget: { patience: 2 },
      objective: { metric: 's', direction: 'maximize' },
      lookback,
    });
    values.forEach((value, trial) => {
      rule.add(trial, { trial, ...ended(value) });
    });
    expect(rule.stopBefore(9)).toMatchObject({ by: 'patience', gain: 0 });
  });

  it('decides on a trial only once all results up to the lookback are there', () => {
    const rule = stopRule({
      budget: { until: 1 },
      objective: { metric: 's', direction: 'maximize' },
      lookback,
    });
    expect(rule.isDecidable(lookback - 1)).toBe(true);
    expect(rule.isDecidable(lookback)).toBe(false);
    rule.add(1, { trial: 1, ...ended(0) });
    expect(rule.isDecidable(lookback)).toBe(false);
    rule.add(0, { trial: 0, ...ended(0) });
    expect(rule.isDecidable(lookback + 1)).toBe(true);
    expect(rule.isDecidable(lookback + 2)).toBe(false);
  });
});
