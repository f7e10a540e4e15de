import { describe, expect, test } from 'vitest';
import { readSource } from '../../../src/data/load-dataset.ts';
import { histogramOf } from '../../../src/data-report/columns/histogram.ts';
import { measureNumbers } from '../../../src/data-report/columns/number-column.ts';
import { momentsOf } from '../../../src/data-report/columns/number-summary.ts';
import type { NumberSummary } from '../../../src/reports/data-report.ts';
import { commonestOf, quantileOf } from '../../../src/statistics/sorted-values.ts';
import { dataSpec } from '../../data/data-spec.ts';
import { drawn, normal } from '../given-source.ts';

async function penguins(column: string): Promise<NumberSummary> {
  const source = await readSource(dataSpec({ source: 'penguins' }), '.');
  const { inputs } = source.raw;
  const found = inputs.kind === 'table' ? inputs.columns.find(({ name }) => name === column) : undefined;
  if (found?.kind !== 'number') throw new Error(`penguins have no numbers ${column}`);
  return measureNumbers(found, source).summary;
}

// NumPy 2.4.6 (quantile, mean, std, unique, histogram with bins='auto') and SciPy 1.17.1 (stats.skew).
const peers = {
  bodyMassGrams: {
    quantiles: { p1: 2900, p5: 3150, p25: 3550, p50: 4050, p75: 4750, p95: 5650, p99: 5979.499999999999 },
    mean: 4201.754385964912,
    std: 800.781229238452,
    skewness: 0.468263964166992,
    distinct: 94,
    counts: [11, 39, 56, 64, 37, 35, 33, 25, 22, 16, 4],
  },
  beakDepthMm: {
    quantiles: { p1: 13.441, p5: 13.9, p25: 15.6, p50: 17.3, p75: 18.7, p95: 20, p99: 21.1 },
    mean: 17.151169590643278,
    std: 1.9719039187562524,
    skewness: -0.14283462620259973,
    distinct: 80,
    counts: [21, 35, 32, 34, 44, 55, 56, 39, 16, 10],
  },
};

describe('a column is summed up as NumPy and SciPy do', () => {
  test.each(Object.entries(peers))('%s of the penguins', async (column, peer) => {
    const summary = await penguins(column);
    expect(summary.quantiles).toEqual(peer.quantiles);
    expect(summary.distinct).toBe(peer.distinct);
    expect(summary.mean).toBeCloseTo(peer.mean, 9);
    expect(summary.std).toBeCloseTo(peer.std, 9);
    expect(summary.skewness).toBeCloseTo(peer.skewness, 12);
    expect(summary.histogram.counts).toEqual(peer.counts);
    expect([summary.count, summary.missing]).toEqual([342, 2]);
  });
});

test('a quantile of one value is that value', () => {
  for (const probability of [0, 0.3, 1]) expect(quantileOf(Float64Array.of(7), probability)).toBe(7);
});

test('the commonest value is the smallest of those that stand equally often', () => {
  expect(commonestOf(Float64Array.of(1, 2, 2, 5, 5, 9))).toEqual({ value: 2, count: 2, distinct: 4 });
});

test('equal values have no deviation and no skewness, whatever rounding would make of them', () => {
  expect(momentsOf(new Float64Array(7).fill(0.1))).toEqual({ mean: 0.1, std: 0, skewness: 0 });
});

describe('a histogram', () => {
  test('has a bar for each whole number where they are few', () => {
    expect(histogramOf(Float64Array.of(1, 1, 2, 4))).toEqual({
      edges: [0.5, 1.5, 2.5, 3.5, 4.5],
      counts: [2, 1, 0, 1],
    });
  });

  test('of one value has one bar', () => {
    expect(histogramOf(Float64Array.of(0.3, 0.3)).counts.reduce((sum, count) => sum + count)).toBe(2);
  });

  test.each([1, 2, 3])('holds every value, and no more than 40 bars (seed %i)', (seed) => {
    const values = Float64Array.from(drawn(seed, 1000, (random) => Math.exp(3 * normal(random)))).sort();
    const { edges, counts } = histogramOf(values);
    expect(counts.reduce((sum, count) => sum + count)).toBe(1000);
    expect(counts.length).toBeLessThanOrEqual(40);
    expect([edges[0], edges.at(-1)]).toEqual([values[0], values.at(-1)]);
    counts.forEach((count, bar) => {
      const isLast = bar === counts.length - 1;
      const [from, to] = [edges[bar] as number, edges[bar + 1] as number];
      const inside = values.filter((value) => value >= from && (value < to || (isLast && value === to)));
      expect(count).toBe(inside.length);
    });
  });
});
