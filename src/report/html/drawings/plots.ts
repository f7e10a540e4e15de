import type { EChartsCoreOption } from 'echarts/core';
import { barsOption, histogramOption, linesOption } from './chart-options.ts';
import { reliabilityOption } from './reliability-option.ts';
import { scatterOption } from './scatter-option.ts';

/** A kind of chart: what ECharts is to draw of some data, and how high, in pixels. */
export interface Plot<Data> {
  option(data: Data): EChartsCoreOption;
  height?(data: Data): number;
}

/** Every kind of chart of the pages, by its name. */
export const plots = {
  histogram: { option: histogramOption },
  lines: { option: linesOption },
  bars: { option: barsOption, height: ({ names }: { names: readonly string[] }) => 34 + 22 * names.length },
  scatter: { option: scatterOption, height: () => 300 },
  reliability: { option: reliabilityOption, height: () => 300 },
} as const satisfies Readonly<Record<string, Plot<never>>>;
