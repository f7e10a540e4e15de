import { isPercentage } from '../../metrics/metric-format.ts';
import { formatNumber } from '../../metrics/number-format.ts';

/** A round number on the axis of a metric, without digits that all ticks would share: "60 %". */
export function metricTick(name: string, value: number): string {
  return isPercentage(name) ? `${formatNumber(Number((100 * value).toPrecision(6)))} %` : formatNumber(value);
}
