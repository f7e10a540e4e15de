import type { NumberSummary } from '../../reports/data-report.ts';
import { shownRow } from '../../reports/number-text.ts';
import { meanOf } from '../../statistics/mean.ts';
import { type Commonest, quantileOf } from '../../statistics/sorted-values.ts';
import { histogramOf } from './histogram.ts';
import type { OutlierScale, Outliers } from './outliers.ts';

/** A column with its sorted non-missing values in `sorted`. */
export interface MeasuredColumn {
  readonly values: Float64Array;
  readonly sorted: Float64Array;
  readonly commonest: Commonest;
  readonly ruler: OutlierScale | undefined;
  readonly outliers: Outliers;
}

/** A column's summary statistics; it must have a value. */
export function summarizeNumbers({ values, sorted, commonest, outliers }: MeasuredColumn): NumberSummary {
  const at = (probability: number) => quantileOf(sorted, probability);
  return {
    count: sorted.length,
    missing: values.length - sorted.length,
    distinct: commonest.distinct,
    min: at(0),
    max: at(1),
    ...momentsOf(sorted),
    quantiles: {
      p1: at(0.01),
      p5: at(0.05),
      p25: at(0.25),
      p50: at(0.5),
      p75: at(0.75),
      p95: at(0.95),
      p99: at(0.99),
    },
    histogram: histogramOf(sorted),
    outliers: { ...outliers, rows: outliers.rows.map((each) => ({ ...each, row: shownRow(each.row) })) },
  };
}

/** Mean, population standard deviation, and skewness m₃ / m₂^1.5 of ascending values; of equal ones the last two are 0. */
export function momentsOf(sorted: Float64Array): { mean: number; std: number; skewness: number } {
  const mean = meanOfSorted(sorted);
  if (areEqual(sorted)) return { mean, std: 0, skewness: 0 };
  let [squares, cubes] = [0, 0];
  for (let at = 0; at < sorted.length; at++) {
    const difference = (sorted[at] as number) - mean;
    const square = difference ** 2;
    squares += square;
    cubes += square * difference;
  }
  const variance = squares / sorted.length;
  const skewness = cubes / sorted.length / variance ** 1.5;
  return { mean, std: Math.sqrt(variance), skewness: Number.isFinite(skewness) ? skewness : 0 };
}

/** The mean of ascending values; of equal ones their value, whatever their sum is rounded to. 0 for no values. */
export function meanOfSorted(sorted: Float64Array): number {
  return areEqual(sorted) ? (sorted[0] ?? 0) : meanOf(sorted);
}

function areEqual(sorted: Float64Array): boolean {
  return sorted[0] === sorted[sorted.length - 1];
}
