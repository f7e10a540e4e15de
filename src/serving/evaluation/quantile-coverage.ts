import type { Predictions } from '../../metrics/predictions.ts';
import type { Measured, QuantileReport } from '../../reports/evaluation-report.ts';
import { meanOf } from '../../statistics/mean.ts';
import { shareInterval } from '../../statistics/share-interval.ts';
import { quantilePairs } from '../../study/outputs/value-interval.ts';

/**
 * How predicted quantiles [rows, quantiles] lie among the targets: the share of targets at or below each, and within
 * each pair at equal distances from the median, with exact intervals.
 */
export function quantileCoverage(
  quantiles: readonly number[],
  predictions: Predictions,
  actual: Float64Array,
): QuantileReport {
  const of = (row: number, place: number) => predictions[row * quantiles.length + place] as number;
  const share = (isCounted: (row: number) => boolean): Measured => {
    const count = actual.reduce((sum, _, row) => sum + (isCounted(row) ? 1 : 0), 0);
    return { value: count / actual.length, ...shareInterval(count, actual.length) };
  };
  return {
    below: quantiles.map((quantile, place) => ({
      quantile,
      share: share((row) => (actual[row] as number) <= of(row, place)),
    })),
    intervals: quantilePairs(quantiles).map(({ share: level, lower, upper }) => ({
      level: Number(level.toPrecision(12)),
      coverage: share((row) => {
        const value = actual[row] as number;
        return of(row, lower) <= value && value <= of(row, upper);
      }),
      meanWidth: meanOf(actual.map((_, row) => of(row, upper) - of(row, lower))),
    })),
  };
}
