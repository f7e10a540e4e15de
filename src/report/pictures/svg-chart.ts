import type { EChartsCoreOption } from 'echarts/core';

interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Draws a chart as an SVG element that needs no style sheet and no script; its ids begin with `id`. */
export type DrawChart = (option: EChartsCoreOption, size: ChartSize, id: string) => string;

/** Loads ECharts, which takes half a second. */
export async function loadChartDrawer(): Promise<DrawChart> {
  const { BarChart, CustomChart, GridComponent, init, LineChart, ScatterChart, SVGRenderer, use } =
    await import('./echarts.ts');
  use([BarChart, CustomChart, LineChart, ScatterChart, GridComponent, SVGRenderer]);
  return (option, size, id) => {
    const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
    try {
      chart.setOption({ animation: false, ...option });
      return withoutStyles(chart.renderToSVGString(), id);
    } finally {
      // A chart that is not disposed of keeps its memory, and the process running.
      chart.dispose();
    }
  };
}

/**
 * Hover styles and marks for a script are removed, fonts become attributes, and ids, which ECharts counts over the whole
 * process, become those of the drawing.
 */
function withoutStyles(svg: string, id: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_\w+|xmlns:xlink|version|baseProfile|pointer-events)="[^"]*"/g, '')
    .replace(/ style="font-size:(\d+)px;[^"]*"/g, ' font-size="$1"')
    .replace(/zr\d+-/g, `${id}-`)
    .replace(/>\s+</g, '><');
}
