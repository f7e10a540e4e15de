import type { EChartsCoreOption } from 'echarts/core';
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
  const { BarChart, CustomChart, GridComponent, init, LineChart, ScatterChart, SVGRenderer, use } =
    await import('./echarts.ts');
  use([BarChart, CustomChart, LineChart, ScatterChart, GridComponent, SVGRenderer]);
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

  const drawers = Object.entries<Plot<never>>(plots).map(([name, { option, height: heightOf }]) => [
    name,
    (label: string, data: never) => draw(label, option(data), heightOf?.(data)),
  ]);
  return Object.fromEntries(drawers) as Charts;
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
