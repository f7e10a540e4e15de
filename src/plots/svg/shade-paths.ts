import { markupText } from '../../faults/markup-text.ts';

const levels = 12;

export interface ShadeFrame {
  readonly columns: number;
  readonly rows: number;
  readonly left: number;
  readonly top: number;
  /** The size of one pixel of the shades, in the units of the picture. */
  readonly pixelWidth: number;
  readonly pixelHeight: number;
}

/**
 * Shades as SVG in one colour, which may be a variable of the style sheet: a path for each of 12 opacities, made of
 * horizontal bars. Sharp at every size, and smaller than a line for each trial where there are thousands.
 */
export function shadePaths(shades: Uint8Array, frame: ShadeFrame, colour: string): string {
  const { left, top, pixelWidth, pixelHeight } = frame;
  const bars = barsByLevel(shades, frame);
  const paths = bars.map((parts, level) =>
    parts.length === 0 ? '' : `<path d="${parts.join('')}" stroke-opacity="${opacityOf(level)}"/>`,
  );
  const place = `translate(${left} ${top}) scale(${pixelWidth} ${pixelHeight})`;
  return `<g stroke="${markupText(colour)}" fill="none" transform="${place}" shape-rendering="crispEdges">${paths.join('')}</g>`;
}

/** Each bar is a stroke of the width 1 through the middle of its row, which takes the fewest characters. */
function barsByLevel(shades: Uint8Array, { columns, rows }: ShadeFrame): string[][] {
  const bars = Array.from({ length: levels + 1 }, () => [] as string[]);
  for (let row = 0; row < rows; row++) {
    const ends = new Int32Array(levels + 1).fill(-1);
    let start = 0;
    let level = 0;
    for (let column = 0; column <= columns; column++) {
      const next = column < columns ? levelOf(shades[row * columns + column] as number) : 0;
      if (next === level) continue;
      if (level > 0) {
        const end = ends[level] as number;
        bars[level]?.push(end < 0 ? `M${start} ${row}.5` : `m${start - end} 0`, `h${column - start}`);
        ends[level] = column;
      }
      start = column;
      level = next;
    }
  }
  return bars;
}

/** Finer for faint shades, where the eye tells more of them apart. */
function levelOf(shade: number): number {
  return shade === 0 ? 0 : Math.max(1, Math.round(levels * Math.sqrt(shade / 255)));
}

function opacityOf(level: number): string {
  const share = level / levels;
  return String(Number((share * share).toFixed(3)));
}
