import type { CustomSeriesOption, EChartsOption } from 'echarts';
import type { Histogram } from '../../../reports/data-report.ts';
import { formatCount, formatNumber } from '../../text/parts/format.ts';

export interface ChartLines {
  readonly xName: string;
  readonly yName: string;
  /** The x of each line's first value; it increases by 1 per value. */
  readonly firstX: number;
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** Number of line colours in the style sheet. */
export const seriesColors = 6;
/** Further lines reuse the colours, and are dashed. */
export const dash = [4, 3];

export function histogramOption({ edges, counts }: Histogram): EChartsOption {
  const [low, high] = extentOf(edges);
  return {
    grid,
    xAxis: {
      ...numberAxis,
      min: low,
      max: high,
      axisLabel: { ...label, hideOverlap: true, formatter: endLabel(low, high) },
      splitLine: { show: false },
    },
    yAxis: {
      ...numberAxis,
      minInterval: 1,
      axisLine: { show: false },
      axisLabel: { ...label, formatter: formatCount },
    },
    series: {
      type: 'custom',
      silent: true,
      progressive: 0,
      renderItem: drawBar,
      encode: { x: [0, 1], y: 2 },
      data: counts.map((count, index) => barOf(edges[index] ?? low, edges[index + 1] ?? high, count)),
    },
  };
}

/** A column with a single value has its bar in the middle. */
function extentOf(edges: readonly number[]): [number, number] {
  const [low, high] = [edges[0] ?? 0, edges.at(-1) ?? 1];
  return low < high ? [low, high] : [low - 0.5, low + 0.5];
}

function barOf(left: number, right: number, count: number): [number, number, number] {
  return left < right ? [left, right, count] : [left - 0.05, right + 0.05, count];
}

/** The axis ends at the data's bounds, which are labelled when they are round. */
function endLabel(low: number, high: number): (value: number) => string {
  return (value) =>
    (value === low || value === high) && !Number.isInteger(value) ? '' : formatNumber(value);
}

/** A bar from its lower to its upper edge, with a thin gap to the next. */
const drawBar: NonNullable<CustomSeriesOption['renderItem']> = (_parameters, bar) => {
  const [left = 0, top = 0] = bar.coord([bar.value(0), bar.value(2)]);
  const [right = 0, bottom = 0] = bar.coord([bar.value(1), 0]);
  return {
    type: 'rect',
    shape: { x: left, y: top, width: Math.max(0.5, right - left - 1), height: bottom - top },
    style: { fill: 'var(--bar)' },
  };
};

export function linesOption({ xName, yName, firstX, series }: ChartLines): EChartsOption {
  return {
    grid: { ...grid, top: 4 },
    xAxis: {
      ...numberAxis,
      ...name(xName),
      nameLocation: 'middle',
      nameGap: 24,
      min: 'dataMin',
      max: 'dataMax',
      splitLine: { show: false },
    },
    yAxis: { ...numberAxis, ...name(yName), nameGap: 8, scale: true, axisLine: { show: false } },
    series: series.map(({ values }, index) => ({
      type: 'line' as const,
      silent: true,
      showSymbol: values.length < 2,
      symbol: 'circle',
      progressive: 0,
      lineStyle: {
        color: `var(--series-${(index % seriesColors) + 1})`,
        width: 1.75,
        type: index < seriesColors ? ('solid' as const) : dash,
      },
      itemStyle: { color: `var(--series-${(index % seriesColors) + 1})` },
      data: values.map((value, step) => [firstX + step, Number.isFinite(value) ? value : null]),
    })),
  };
}

/** A number for each name, from the top down. */
export interface ChartBars {
  readonly names: readonly string[];
  readonly values: readonly number[];
}

/** Horizontal bars, the first at the top. */
export function barsOption({ names, values }: ChartBars): EChartsOption {
  return {
    grid: { ...grid, left: 16, right: 60 },
    xAxis: { ...numberAxis, axisLabel: { ...label, hideOverlap: true } },
    yAxis: {
      type: 'category',
      inverse: true,
      data: names.map(shorten),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...label, interval: 0 },
    },
    series: {
      type: 'bar',
      silent: true,
      progressive: 0,
      barMaxWidth: 12,
      itemStyle: { color: 'var(--bar)' },
      label: { show: true, position: 'right', color: 'var(--muted)', fontSize: 11, formatter: valueLabel },
      data: [...values],
    },
  };
}

function valueLabel({ value }: { value?: unknown }): string {
  return typeof value === 'number' ? formatNumber(value) : '';
}

function shorten(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 23)}…`;
}

export const label = { color: 'var(--muted)', fontSize: 11 };
export const grid = { left: 4, right: 14, top: 10, bottom: 4, outerBoundsMode: 'same' as const };

export const numberAxis = {
  type: 'value' as const,
  axisLine: { show: true, lineStyle: { color: 'var(--rule)' } },
  axisTick: { show: false },
  axisLabel: { ...label, formatter: formatNumber },
  splitLine: { lineStyle: { color: 'var(--grid)' } },
};

export const name = (text: string) => ({ name: text, nameTextStyle: { ...label, align: 'left' as const } });
