import type { EChartsOption } from 'echarts';

/** A chart on the page. */
export interface ChartCanvas {
  draw(option: EChartsOption): void;
  /** The pixel of a place on both axes, in the element. */
  pixelOf(x: number, y: number): readonly [left: number, top: number];
  placeAt(left: number, top: number): readonly [x: number, y: number];
  resize(): void;
  dispose(): void;
}

let loading: Promise<typeof import('./echarts.ts')> | undefined;

/** Loads ECharts once, and puts a chart into the element. */
export async function openChart(element: HTMLElement): Promise<ChartCanvas> {
  loading ??= import('./echarts.ts').then((echarts) => {
    echarts.use([echarts.CustomChart, echarts.GridComponent, echarts.CanvasRenderer]);
    return echarts;
  });
  const chart = (await loading).init(element, null, { renderer: 'canvas' });
  return {
    draw: (option) => chart.setOption(option, { notMerge: true }),
    pixelOf: (x, y) => pair(chart.convertToPixel('grid', [x, y])),
    placeAt: (left, top) => pair(chart.convertFromPixel('grid', [left, top])),
    resize: () => chart.resize(),
    dispose: () => chart.dispose(),
  };
}

function pair(numbers: unknown): readonly [number, number] {
  const [first = Number.NaN, second = Number.NaN] = Array.isArray(numbers) ? (numbers as number[]) : [];
  return [first, second];
}
