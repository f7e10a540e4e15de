import { describe, expect, test } from 'vitest';
import { randomFor } from '../../../src/statistics/random.ts';
import { earlyStopping } from '../../../src/training/loop/early-stopping.ts';

/** The first epoch after which it stops, or undefined, and the best epoch until then. */
function run(stopping: ReturnType<typeof earlyStopping>, values: readonly number[]) {
  const stop = values.findIndex((value) => stopping.update(value).stop);
  return { stop: stop === -1 ? undefined : stop + 1, best: stopping.bestEpoch, value: stopping.bestValue };
}

describe('early stopping', () => {
  test.each([
    { values: [5, 4, 3, 2, 1], patience: 1, minDelta: 0, stop: undefined, best: 5, value: 1 },
    { values: [5, 5, 4], patience: 1, minDelta: 0, stop: 2, best: 1, value: 5 },
    { values: [5, 6, 7, 4, 8], patience: 3, minDelta: 0, stop: undefined, best: 4, value: 4 },
    { values: [5, 6, 7, 8, 1], patience: 3, minDelta: 0, stop: 4, best: 1, value: 5 },
    // An improvement of exactly minDelta is not more than it.
    { values: [5, 4, 3, 2], patience: 2, minDelta: 1, stop: undefined, best: 4, value: 2 },
    { values: [5, 4, 4, 4], patience: 2, minDelta: 1, stop: 3, best: 2, value: 4 },
    // Creeping: many small steps together renew the patience once they exceed minDelta.
    { values: [5, 4.6, 4.2, 3.9, 3.8, 3.7, 3.6], patience: 3, minDelta: 1, stop: 7, best: 7, value: 3.6 },
  ])('$values with patience $patience and minDelta $minDelta stops after epoch $stop', (given) => {
    const { values, patience, minDelta, ...expected } = given;
    expect(run(earlyStopping('minimize', patience, minDelta), values)).toEqual(expected);
    const mirrored = run(
      earlyStopping('maximize', patience, minDelta),
      values.map((value) => -value),
    );
    expect(mirrored).toEqual({ ...expected, value: -expected.value });
  });

  test('keeps the plain best, the first of equals, whatever minDelta and patience are', () => {
    const random = randomFor('early stopping');
    for (let round = 0; round < 60; round++) {
      const stopping = earlyStopping('minimize', 1 + random.below(5), random.next());
      const seen: number[] = [];
      for (let epoch = 1; epoch <= 20; epoch++) {
        const value = random.below(12) / 4;
        const isNew = seen.every((earlier) => value < earlier);
        seen.push(value);
        expect(stopping.update(value).improved).toBe(isNew);
        expect(stopping.bestValue).toBe(Math.min(...seen));
        expect(stopping.bestEpoch).toBe(seen.indexOf(Math.min(...seen)) + 1);
      }
    }
  });

  test('without minDelta stops exactly `patience` epochs after the best', () => {
    const random = randomFor('patience');
    for (let round = 0; round < 200; round++) {
      const patience = 1 + random.below(6);
      const values = Array.from({ length: 40 }, () => random.next());
      const { stop, best } = run(earlyStopping('minimize', patience, 0), values);
      if (stop === undefined) expect(40 - best).toBeLessThan(patience);
      else expect(stop - best).toBe(patience);
    }
  });

  test('takes anything for better than an epoch without a value, and no such epoch for better', () => {
    const stopping = earlyStopping('minimize', 3, 0);
    const verdicts = [Number.NaN, 7, Number.NaN, 8].map((value) => stopping.update(value));
    expect(verdicts.map(({ improved }) => improved)).toEqual([true, true, false, false]);
    expect(stopping).toMatchObject({ bestEpoch: 2, bestValue: 7 });
  });
});
