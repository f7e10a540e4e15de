import type { EChartsCoreOption } from 'echarts/core';
import { loadChartDrawer } from '../../pictures/svg-chart.ts';
import { html, Markup } from '../elements/markup.ts';
import { type Plot, plots } from './plots.ts';

type Plots = typeof plots;

/** Draws charts as inline SVG with the style sheet's colours, light or dark; `label` is their text for screen readers. */
export type Charts = {
  readonly [Name in keyof Plots]: (label: string, data: Parameters<Plots[Name]['option']>[0]) => Markup;
};

const width = 520;
const height = 210;

/** Loads ECharts, which takes half a second, so it is called only to write a page. Each page has its own instance. */
export async function loadCharts(): Promise<Charts> {
  const drawChart = await loadChartDrawer();
  let drawn = 0;
  const draw = (label: string, option: EChartsCoreOption, drawnHeight = height): Markup => {
    const svg = drawChart(option, { width, height: drawnHeight }, `chart-${drawn++}`);
    return html`<div class="chart">${new Markup(labelledSvg(svg, label))}</div>`;
  };
  const drawers = Object.entries<Plot<never>>(plots).map(([name, { option, height: heightOf }]) => [
    name,
    (label: string, data: never) => draw(label, option(data), heightOf?.(data)),
  ]);
  return Object.fromEntries(drawers) as Charts;
}

function labelledSvg(svg: string, label: string): string {
  return svg.replace('<svg ', () => html`<svg role="img" aria-label="${label}" `.text);
}
