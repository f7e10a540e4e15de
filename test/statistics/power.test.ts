import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { power } from '../../src/statistics/power.ts';
import { randomFor } from '../../src/statistics/random.ts';

it('is that of the operator to the last digits', () => {
  const random = randomFor('powers');
  for (let draw = 0; draw < 1000; draw++) {
    const [base, exponent] = [random.next(), 4 * random.next()];
    expect(power(base, exponent) / base ** exponent).toBeCloseTo(1, 12);
  }
  expect([power(0, 0.5), power(1, 0.3), power(0, 0), power(2, 0)]).toEqual([0, 1, 1, 1]);
});

it('has the same bits on every Node', () => {
  const random = randomFor('powers');
  const powers = Float64Array.from({ length: 10_000 }, () => power(random.next(), 4 * random.next()));
  expect(createHash('sha256').update(powers).digest('hex').slice(0, 8)).toBe('87f0bb88');
});
