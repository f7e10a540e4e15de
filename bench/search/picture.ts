import { writeFile } from 'node:fs/promises';
import { GridComponent, init, LegendComponent, LineChart, SVGRenderer, use } from './echarts.ts';

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

interface Picture {
  /** The picture's text for those who cannot see it. */
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly Line[];
}

/** Writes lines over logarithmic axes as an SVG file. */
export async function writeLines(file: string, { title, x, y, lines }: Picture): Promise<void> {
  use([LineChart, GridComponent, LegendComponent, SVGRenderer]);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 760, height: 420 });
  const axisLabel = { formatter: (value: number) => String(Number(value.toPrecision(2))) };
  const axis = {
    type: 'log',
    nameLocation: 'middle',
    nameGap: 32,
    min: 'dataMin',
    max: 'dataMax',
    axisLabel,
  };
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    legend: { top: 4, itemGap: 24 },
    grid: { left: 70, right: 24, top: 60, bottom: 50 },
    xAxis: { ...axis, name: x },
    yAxis: { ...axis, name: y, nameGap: 50 },
    series: lines.map(({ name, points }) => ({
      ...{ name, type: 'line', step: 'end', showSymbol: false, data: points, lineStyle: { width: 2 } },
    })),
  });
  // The style is for a mouse only.
  const svg = chart
    .renderToSVGString()
    .replace(/<style[\s\S]*?<\/style>\s*/, '')
    .replace(/^<svg[^>]*>/, (tag) => `${tag}\n<title>${title}</title>`);
  await writeFile(file, `${svg}\n`);
  chart.dispose();
}
