import type { EChartsCoreOption } from 'echarts/core';
import type { Histogram } from '../../../reports/data-report.ts';
import type { ReliabilityBin } from '../../../reports/evaluation-report.ts';
import { html, Markup } from '../elements/markup.ts';
import { barsOption, type ChartLines, histogramOption, linesOption } from './chart-options.ts';
import { reliabilityOption } from './reliability-option.ts';

/** Draws charts as inline SVG with the style sheet's colours, light or dark. */
export interface Charts {
  histogram(label: string, histogram: Histogram): Markup;
  lines(label: string, lines: ChartLines): Markup;
  bars(label: string, names: readonly string[], values: readonly number[]): Markup;
  reliability(label: string, bins: readonly ReliabilityBin[]): Markup;
}

const width = 520;
const height = 210;

/** Loads ECharts, which takes half a second, so it is called only to write a page. Each page has its own instance. */
export async function loadCharts(): Promise<Charts> {
  const { BarChart, CustomChart, GridComponent, init, LineChart, SVGRenderer, use } = await import(
    './echarts.ts'
  );
  use([BarChart, CustomChart, LineChart, GridComponent, SVGRenderer]);
  let drawn = 0;

  const draw = (label: string, option: EChartsCoreOption, drawnHeight = height): Markup => {
    const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: drawnHeight });
    try {
      chart.setOption({ animation: false, ...option });
      return html`<div class="chart">${new Markup(asPartOfPage(chart.renderToSVGString(), label, drawn++))}</div>`;
    } finally {
      chart.dispose();
    }
  };

  return {
    histogram: (label, histogram) => draw(label, histogramOption(histogram)),
    lines: (label, lines) => draw(label, linesOption(lines)),
    bars: (label, names, values) => draw(label, barsOption(names, values), 34 + 22 * names.length),
    reliability: (label, bins) => draw(label, reliabilityOption(bins), 300),
  };
}

/**
 * Adapts a drawing to a page that allows no other styles: hover styles and marks for a script are removed, fonts become
 * attributes, and ids, which ECharts counts over the whole process, become local to the page.
 */
function asPartOfPage(svg: string, label: string, number: number): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_\w+|xmlns:xlink|version|baseProfile|pointer-events)="[^"]*"/g, '')
    .replace(/ style="font-size:(\d+)px;[^"]*"/g, ' font-size="$1"')
    .replace(/zr\d+-/g, `chart-${number}-`)
    .replace('<svg ', () => html`<svg role="img" aria-label="${label}" `.text)
    .replace(/>\s+</g, '><');
}
