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

/** Loads ECharts with the first picture, and puts a chart into the element. */
export async function openChart(element: HTMLElement): Promise<ChartCanvas> {
  const { CanvasRenderer, CustomChart, GridComponent, init, use } = await import('./echarts.ts');
  use([CustomChart, GridComponent, CanvasRenderer]);
  const chart = init(element, null, { renderer: 'canvas' });
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
