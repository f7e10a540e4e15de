import type { CustomSeriesOption, EChartsOption } from 'echarts';
import type { Palette } from '../palette.ts';
import type { ChartAxis } from './chart-axis.ts';
import type { Shape } from './shapes.ts';

/** The pixels of a drawing: of places on both axes, and of its frame. */
export interface Plane {
  x(place: number): number;
  y(place: number): number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A part of a drawing; later ones lie over earlier ones. */
export type Layer = (plane: Plane) => readonly Shape[];

interface ChartParts {
  readonly palette: Palette;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly layers: readonly Layer[];
  /** Which axis has lines across the drawing. */
  readonly lines?: 'x' | 'y' | 'both';
  /** True where the first row is at the top. */
  readonly isDownward?: boolean;
}

const fontSize = 11;

/**
 * A chart whose content is drawn as few paths, one a group of trials, however many trials there are: 10,000 elements
 * take ECharts 0.7 s, and as many bytes of SVG.
 */
export function chart({ palette, x, y, layers, lines = 'y', isDownward = false }: ChartParts): EChartsOption {
  const across = axisOption(x, palette, lines !== 'y');
  const up = axisOption(y, palette, lines !== 'x');
  const hasNames = { x: x.name !== '', y: y.name !== '' };
  return {
    animation: false,
    grid: { left: 8, right: 14, top: hasNames.y ? 24 : 8, bottom: 4, outerBoundsMode: 'same' },
    xAxis: {
      ...across,
      ...(hasNames.x && { name: x.name, nameLocation: 'middle', nameGap: 26 }),
      axisLine: { show: true, onZero: false, lineStyle: { color: palette.rule } },
    },
    yAxis: {
      ...up,
      inverse: isDownward,
      nameTextStyle: { ...up.nameTextStyle, align: 'left' },
      ...(hasNames.y && { name: y.name, nameGap: 10 }),
      axisLine: { show: false, onZero: false },
    },
    series: {
      type: 'custom',
      silent: true,
      progressive: 0,
      renderItem: (_parameters, item) => ({
        type: 'group',
        children: draw(item, x, y, layers),
        // Merged by place, children would keep styles of those before them.
        $mergeChildren: false,
      }),
      data: [[x.low, y.low]],
    },
  };
}

function draw(
  { coord }: Parameters<NonNullable<CustomSeriesOption['renderItem']>>[1],
  { low, high }: ChartAxis,
  { low: lowest, high: highest }: ChartAxis,
  layers: readonly Layer[],
): Shape[] {
  const [left = 0, bottom = 0] = coord([low, lowest]);
  const [right = 0, top = 0] = coord([high, highest]);
  const plane: Plane = {
    x: (place) => left + ((place - low) / (high - low)) * (right - left),
    y: (place) => bottom + ((place - lowest) / (highest - lowest)) * (top - bottom),
    left,
    right,
    top: Math.min(top, bottom),
    bottom: Math.max(top, bottom),
  };
  return layers.flatMap((layer) => layer(plane));
}

function axisOption({ low, high, ticks }: ChartAxis, palette: Palette, hasLines: boolean) {
  const texts = new Map(ticks.map(({ place, text }) => [place.toFixed(9), text]));
  const customValues = ticks.map(({ place }) => place);
  return {
    type: 'value' as const,
    min: low,
    max: high,
    axisTick: { show: false, customValues },
    axisLabel: {
      color: palette.muted,
      fontSize,
      lineHeight: 14,
      hideOverlap: true,
      customValues,
      formatter: (place: number) => texts.get(place.toFixed(9)) ?? '',
    },
    splitLine: { show: hasLines, lineStyle: { color: palette.grid } },
    nameTextStyle: { color: palette.muted, fontSize },
  };
}
