/** An element of a drawing, as ECharts' custom series has them; positions in pixels. */
export type Shape =
  | {
      readonly type: 'path';
      readonly shape: { readonly pathData: string };
      readonly style: PathStyle;
      readonly silent: true;
    }
  | {
      readonly type: 'text';
      readonly x: number;
      readonly y: number;
      readonly style: TextStyle;
      readonly silent: true;
    };

interface PathStyle {
  readonly fill: string;
  readonly stroke: string;
  readonly lineWidth?: number;
  readonly lineCap?: 'round' | 'butt';
  readonly lineJoin?: 'round';
  readonly lineDash?: number[];
  readonly opacity?: number;
}

interface TextStyle {
  readonly text: string;
  readonly fill: string;
  readonly fontSize: number;
  readonly align?: 'left' | 'center' | 'right';
  readonly verticalAlign?: 'top' | 'middle' | 'bottom';
  readonly stroke?: string;
  readonly lineWidth?: number;
}

/** Points in pixels. */
export type Points = readonly (readonly [x: number, y: number])[];

interface Ink {
  readonly color: string;
  readonly opacity?: number;
  readonly width?: number;
  readonly dash?: number[];
}

/** From this many dots on, several paths share them: within a path, dots over each other do not look denser. */
const fewestLayered = 500;
const pathsOfMany = 6;

export function dots(points: Points, { color, opacity = 1, width = 5 }: Ink): Shape[] {
  const count = opacity < 1 && points.length >= fewestLayered ? pathsOfMany : 1;
  return Array.from({ length: count }, (_, at) =>
    points.filter((_point, place) => place % count === at),
  ).flatMap((part) => strokes(part, 'h.01', { color, opacity, width }, 'round'));
}

/** Short horizontal lines. */
export function dashes(points: Points, ink: Ink): Shape[] {
  return strokes(shifted(points, -3, 0), 'h6', { width: 1.5, ...ink });
}

export function crosses(points: Points, ink: Ink): Shape[] {
  return strokes(shifted(points, -2.5, -2.5), 'l5 5m0-5l-5 5', { width: 1.25, ...ink });
}

/** Hollow triangles that point up (−1) or down (1). */
export function triangles(points: Points, direction: 1 | -1, ink: Ink): Shape[] {
  return strokes(shifted(points, 0, 3.5 * direction), `l3.5${signed(-7 * direction)}h-7z`, {
    width: 1.25,
    ...ink,
  });
}

/** Lines, each from a list of points of its own. */
export function lines(all: readonly Points[], { color, opacity = 1, width = 1.75, dash }: Ink): Shape[] {
  const pathData = all
    .filter((points) => points.length > 1)
    .map((points) => `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}`)
    .join('');
  const style: PathStyle = {
    fill: 'none',
    stroke: color,
    lineWidth: width,
    lineJoin: 'round',
    opacity,
    ...(dash && { lineDash: dash }),
  };
  return pathOf(pathData, style);
}

/** Filled polygons. */
export function areas(all: readonly Points[], { color, opacity = 1 }: Ink): Shape[] {
  const pathData = all
    .map((points) => `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}z`)
    .join('');
  return pathOf(pathData, { fill: color, stroke: 'none', opacity });
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function boxes(all: readonly Box[], { color, opacity = 1 }: Ink): Shape[] {
  const pathData = all
    .map(({ x, y, width, height }) => {
      const [wide, tall] = [round(width), round(height)];
      return `M${round(x)} ${round(y)}h${wide}v${tall}h${-wide}z`;
    })
    .join('');
  return pathOf(pathData, { fill: color, stroke: 'none', opacity });
}

export function label(
  text: string,
  [x, y]: readonly [number, number],
  style: Omit<TextStyle, 'text' | 'fontSize'>,
): Shape {
  return { type: 'text', x: round(x), y: round(y), style: { text, fontSize: 11, ...style }, silent: true };
}

function strokes(points: Points, mark: string, ink: Ink, lineCap: PathStyle['lineCap'] = 'butt'): Shape[] {
  const pathData = points.map(([x, y]) => `M${round(x)} ${round(y)}${mark}`).join('');
  const { color, width = 1, opacity = 1 } = ink;
  return pathOf(pathData, { fill: 'none', stroke: color, lineWidth: width, lineCap, opacity });
}

function pathOf(pathData: string, style: PathStyle): Shape[] {
  return pathData === '' ? [] : [{ type: 'path', shape: { pathData }, style, silent: true }];
}

function shifted(points: Points, right: number, down: number): Points {
  return points.map(([x, y]) => [x + right, y + down] as const);
}

function signed(value: number): string {
  return value < 0 ? String(value) : ` ${value}`;
}

/** A tenth of a pixel: a report of 10,000 trials is half as long as with all digits. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
