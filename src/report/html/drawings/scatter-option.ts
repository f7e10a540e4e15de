import type { EChartsOption } from 'echarts';
import { dash, grid, name, numberAxis } from './chart-options.ts';

/** Pairs of a target and its prediction, in the same units. */
export interface Scatter {
  readonly given: readonly number[];
  readonly predicted: readonly number[];
}

/** Predictions over targets, on axes of the same range, with the diagonal of perfect predictions. */
export function scatterOption({ given, predicted }: Scatter): EChartsOption {
  const all = [...given, ...predicted].filter((value) => Number.isFinite(value));
  const low = all.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = all.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const axis = { ...numberAxis, scale: true };
  return {
    grid: { ...grid, top: 26, right: 22 },
    xAxis: { ...axis, ...name('target'), nameLocation: 'middle', nameGap: 24, splitLine: { show: false } },
    yAxis: { ...axis, ...name('prediction'), nameGap: 8, axisLine: { show: false } },
    series: [
      {
        type: 'line',
        silent: true,
        showSymbol: false,
        lineStyle: { color: 'var(--muted)', width: 1, type: dash },
        data: [
          [low, low],
          [high, high],
        ],
      },
      {
        type: 'scatter',
        silent: true,
        progressive: 0,
        symbolSize: 4,
        itemStyle: { color: 'var(--accent)', opacity: given.length > 300 ? 0.35 : 0.7 },
        data: given.map((value, index) => [value, predicted[index] ?? null]),
      },
    ],
  };
}
