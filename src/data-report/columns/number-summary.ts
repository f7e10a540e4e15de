import type { NumberSummary } from '../../reports/data-report.ts';
import { shownRow } from '../../reports/number-text.ts';
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

/** Mean, population standard deviation, and skewness m₃ / m₂^1.5; of equal values the last two are 0. */
export function momentsOf(values: Float64Array): { mean: number; std: number; skewness: number } {
  const first = values[0] ?? 0;
  if (values.every((value) => value === first)) return { mean: first, std: 0, skewness: 0 };
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  const mean = sum / values.length;
  let [squares, cubes] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const difference = (values[at] as number) - mean;
    const square = difference ** 2;
    squares += square;
    cubes += square * difference;
  }
  const variance = squares / values.length;
  const skewness = cubes / values.length / variance ** 1.5;
  return { mean, std: Math.sqrt(variance), skewness: Number.isFinite(skewness) ? skewness : 0 };
}
