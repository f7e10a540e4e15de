import type { CategorySummary, Histogram, NumberSummary } from '../../../src/reports/data-report.ts';
import type { Random } from '../../../src/statistics/random.ts';

/** NaN is missing. */
export function summarize(values: readonly number[]): NumberSummary {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const count = known.length;
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  const moment = (power: number) => known.reduce((sum, value) => sum + (value - mean) ** power, 0) / count;
  const std = Math.sqrt(moment(2));
  const at = (share: number) => known[Math.round(share * (count - 1))] ?? Number.NaN;
  const far = values
    .map((value, row) => ({ row, value }))
    .filter(({ value }) => Math.abs(value - mean) > 3 * std)
    .sort((a, b) => Math.abs(b.value - mean) - Math.abs(a.value - mean));
  return {
    count,
    missing: values.length - count,
    distinct: new Set(known).size,
    min: at(0),
    max: at(1),
    mean,
    std,
    skewness: std === 0 ? 0 : moment(3) / std ** 3,
    quantiles: {
      p1: at(0.01),
      p5: at(0.05),
      p25: at(0.25),
      p50: at(0.5),
      p75: at(0.75),
      p95: at(0.95),
      p99: at(0.99),
    },
    histogram: histogramOf(known, 30),
    outliers: { count: far.length, rows: far.slice(0, 20) },
  };
}

export function histogramOf(sorted: readonly number[], bars: number): Histogram {
  const [low = 0, high = 1] = [sorted[0], sorted.at(-1)];
  const width = (high - low || 1) / bars;
  const counts = new Array<number>(bars).fill(0);
  for (const value of sorted) {
    const bar = Math.min(bars - 1, Math.floor((value - low) / width));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return { edges: Array.from({ length: bars + 1 }, (_, index) => low + index * width), counts };
}

export function summarizeWords(words: readonly string[], missing: number): CategorySummary {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const values = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
  return { count: words.length, missing, distinct: counts.size, values: values.slice(0, 50) };
}

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
