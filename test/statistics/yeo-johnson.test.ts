import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { fitYeoJohnson } from '../../src/statistics/fit-yeo-johnson.ts';
import { inverseYeoJohnson, yeoJohnson } from '../../src/statistics/yeo-johnson.ts';

interface Case {
  readonly name: string;
  readonly values: number[];
  readonly lambda: number;
  /** The transforms of the first three values. */
  readonly transformed: number[];
}

const fixture = new URL('../fixtures/statistics/yeo-johnson.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { cases: Case[] };

describe.each(cases)('$name values', ({ values, lambda, transformed }) => {
  it('are fitted and transformed as in SciPy', () => {
    expect(fitYeoJohnson(Float64Array.from(values))).toBeCloseTo(lambda, 5);
    for (const [at, wanted] of transformed.entries()) {
      expect(yeoJohnson(values[at] as number, lambda)).toBeCloseTo(wanted, 9);
    }
  });

  it('come back', () => {
    for (const value of values) {
      const error = inverseYeoJohnson(yeoJohnson(value, lambda), lambda) - value;
      expect(Math.abs(error)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
    }
  });
});

test('lambda 0 and lambda 2 are logarithms, and come back too', () => {
  expect(yeoJohnson(3, 0)).toBe(Math.log1p(3));
  expect(yeoJohnson(-3, 2)).toBe(-Math.log1p(3));
  for (const lambda of [0, 1e-12, 1, 2]) {
    for (const value of [-7.5, 0, 7.5]) {
      expect(inverseYeoJohnson(yeoJohnson(value, lambda), lambda)).toBeCloseTo(value, 6);
    }
  }
});

test('no value lies beyond the range of a transform', () => {
  expect(inverseYeoJohnson(2, -0.5)).toBe(Number.POSITIVE_INFINITY);
  expect(inverseYeoJohnson(-2, 2.5)).toBe(Number.NEGATIVE_INFINITY);
});

test('a fit keeps the differences between values far from 0, and equal values as they are', () => {
  const values = Float64Array.from({ length: 200 }, (_, at) => 4e11 + 900 * Math.sin(at));
  const lambda = fitYeoJohnson(values);
  const transformed = values.map((value) => yeoJohnson(value, lambda));
  expect(new Set(transformed).size).toBe(200);
  expect(fitYeoJohnson(Float64Array.of(5, 5, 5))).toBe(1);
});
