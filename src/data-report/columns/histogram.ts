import type { Histogram } from '../../reports/data-report.ts';
import { firstFrom, quantileOf } from '../../statistics/sorted-values.ts';

const mostBars = 40;

/**
 * Bars from the smallest to the largest of ascending values: one per whole number when all values are whole and at most
 * 40 apart, otherwise by the rule of Freedman and Diaconis (1981), at least Sturges's number and at most 40.
 */
export function histogramOf(sorted: Float64Array): Histogram {
  const min = sorted[0];
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return { edges: [0, 1], counts: [0] };
  if (max - min < mostBars && sorted.every(Number.isInteger)) {
    return count(sorted, evenEdges(min - 0.5, max + 0.5, max - min + 1));
  }
  return count(sorted, evenEdges(min, max, barCount(sorted, max - min)));
}

function barCount(sorted: Float64Array, range: number): number {
  const fewest = Math.ceil(Math.log2(sorted.length)) + 1;
  const middleHalf = quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25);
  const width = 2 * middleHalf * sorted.length ** (-1 / 3);
  const asked = width > 0 ? Math.ceil(range / width) : 0;
  return Math.min(mostBars, Math.max(fewest, asked));
}

function evenEdges(from: number, to: number, bars: number): number[] {
  const edges = Array.from({ length: bars }, (_, bar) => from + ((to - from) * bar) / bars);
  return [...edges, to];
}

function count(sorted: Float64Array, edges: readonly number[]): Histogram {
  const counts: number[] = [];
  let start = 0;
  for (const edge of edges.slice(1, -1)) {
    const end = firstFrom(sorted, edge);
    counts.push(end - start);
    start = end;
  }
  return { edges, counts: [...counts, sorted.length - start] };
}
