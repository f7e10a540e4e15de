import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { noncentralityInterval } from '../../src/statistics/ranks/noncentral-chi-square.ts';
import {
  explainedCounts,
  explainedRanks,
  rankCorrelation,
  ranksOf,
} from '../../src/statistics/ranks/rank-tests.ts';

/** Computed with scipy 1.17: kruskal, chi2_contingency, ncx2, spearmanr. */
interface Vectors {
  readonly ranks: readonly { values: number[]; codes: number[]; chance: number; share: number }[];
  readonly counts: readonly {
    counts: number[][];
    chance: number;
    share: number;
    low: number;
    high: number;
  }[];
  readonly correlations: readonly {
    one: number[];
    other: number[];
    value: number;
    low: number;
    high: number;
  }[];
  readonly noncentralities: readonly { x: number; d: number; low: number; high: number }[];
}
const fixture = new URL('../fixtures/statistics/rank-tests.json', import.meta.url);
const vectors = JSON.parse(readFileSync(fixture, 'utf8')) as Vectors;

test('Kruskal and Wallis, with ties, agree with scipy', () => {
  for (const { values, codes, chance, share } of vectors.ranks) {
    const found = explainedRanks(ranksOf(values), codes);
    expect(found.share).toBeCloseTo(share, 10);
    expect(found.chance).toBeCloseTo(chance, 8);
    expect(found.low).toBeLessThanOrEqual(found.share);
    expect(found.high).toBeGreaterThan(found.share);
  }
});

test("Cramér's V² and its interval agree with scipy", () => {
  for (const { counts, ...expected } of vectors.counts) {
    const found = explainedCounts(counts);
    for (const [name, value] of Object.entries(expected))
      expect(found[name as keyof typeof found], name).toBeCloseTo(value, 6);
  }
});

test("Spearman's correlation agrees with scipy, and its interval with the formula of Bonett and Wright", () => {
  for (const { one, other, ...expected } of vectors.correlations) {
    const found = rankCorrelation(ranksOf(one), ranksOf(other));
    for (const [name, value] of Object.entries(expected))
      expect(found[name as keyof typeof found], name).toBeCloseTo(value, 10);
  }
});

test('large noncentralities are off by a hundredth at most', () => {
  for (const { x, d, low, high } of vectors.noncentralities) {
    const found = noncentralityInterval(x, d);
    expect(Math.abs(found.low / low - 1)).toBeLessThan(0.01);
    expect(Math.abs(found.high / high - 1)).toBeLessThan(0.01);
  }
});

test('what does not vary explains nothing', () => {
  const nothing = { share: 0, low: 0, high: 1, chance: 1 };
  expect(explainedRanks(ranksOf([1, 1, 1, 1]), [0, 0, 1, 1])).toEqual(nothing);
  expect(explainedRanks(ranksOf([1, 2, 3, 4]), [0, 0, 0, 0])).toEqual(nothing);
  expect(explainedCounts([[3, 4]])).toEqual(nothing);
});
