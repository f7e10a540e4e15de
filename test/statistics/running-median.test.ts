import { expect, it } from 'vitest';
import { medianOf } from '../../src/statistics/median.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { RunningMedian } from '../../src/statistics/sorting/running-median.ts';

it('the running median is that of all numbers so far, to the last bit, also where many are equal', () => {
  const random = randomFor('running median');
  for (const kinds of [3, 40, 1e9]) {
    const running = new RunningMedian();
    const values: number[] = [];
    expect(running.median).toBeNaN();
    for (let index = 0; index < 500; index++) {
      const value = (random.below(kinds) - kinds / 3) / 7;
      values.push(value);
      running.add(value);
      expect(running.median).toBe(medianOf(values));
    }
  }
});
