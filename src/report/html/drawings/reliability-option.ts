import type { CustomSeriesOption, EChartsOption } from 'echarts';
import type { ReliabilityBin } from '../../../reports/evaluation-report.ts';
import { dash, grid, label, name, numberAxis } from './chart-options.ts';

/**
 * Accuracy over confidence: one bar per bin, a mark at its mean confidence, and the diagonal of perfect calibration.
 */
export function reliabilityOption(bins: readonly ReliabilityBin[]): EChartsOption {
  const filled = bins.filter(({ rows }) => rows > 0);
  const axis = { ...numberAxis, min: 0, max: 1, interval: 0.2, axisLabel: { ...label, formatter: percent } };
  return {
    grid: { ...grid, top: 26, right: 22 },
    xAxis: {
      ...axis,
      ...name('confidence'),
      nameLocation: 'middle',
      nameGap: 24,
      splitLine: { show: false },
    },
    yAxis: { ...axis, ...name('right'), nameGap: 8, axisLine: { show: false } },
    series: [
      {
        type: 'custom',
        silent: true,
        progressive: 0,
        renderItem: drawBin,
        encode: { x: [0, 1], y: [2, 3] },
        data: filled.map(({ from, to, accuracy, confidence }) => [from, to, accuracy ?? 0, confidence ?? 0]),
      },
      {
        type: 'line',
        silent: true,
        showSymbol: false,
        lineStyle: { color: 'var(--muted)', width: 1, type: dash },
        data: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
  };
}

const drawBin: NonNullable<CustomSeriesOption['renderItem']> = (_parameters, bin) => {
  const [left = 0, top = 0] = bin.coord([bin.value(0), bin.value(2)]);
  const [right = 0, bottom = 0] = bin.coord([bin.value(1), 0]);
  const [, mark = 0] = bin.coord([bin.value(0), bin.value(3)]);
  const width = Math.max(0.5, right - left - 1);
  return {
    type: 'group',
    children: [
      {
        type: 'rect',
        shape: { x: left, y: top, width, height: bottom - top },
        style: { fill: 'var(--bar)' },
      },
      {
        type: 'line',
        shape: { x1: left, y1: mark, x2: left + width, y2: mark },
        style: { stroke: 'var(--series-2)', lineWidth: 2 },
      },
    ],
  };
};

function percent(value: number): string {
  return `${Math.round(100 * value)} %`;
}
