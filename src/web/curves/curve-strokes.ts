import type uPlot from 'uplot';
import type { CurveBand } from '../../plots/curves/curve-band.ts';
import { curveOf } from '../../plots/curves/ordered-curves.ts';
import type { seedBands } from '../../plots/curves/seed-bands.ts';
import type { ShownCurves } from '../../plots/curves/shown-curves.ts';
import type { Palette } from '../../plots/palette.ts';
import { pixelRatio } from '../canvas/pixel-ratio.ts';
import { scaled } from './curve-plot.ts';

/** Numbers by epoch; NaN interrupts a line. */
interface Course {
  readonly epoch: ArrayLike<number>;
  readonly value: ArrayLike<number>;
}

export interface StrokeStyle {
  readonly colour: string;
  readonly width: number;
  readonly dash?: readonly number[];
  /** A rim in the colour of the ground sets the line off from the others. */
  readonly rim?: string;
  readonly hasEnd?: boolean;
}

/** Draws a line in the plot's scales. */
function strokeCourse(plot: uPlot, shown: ShownCurves, { epoch, value }: Course, style: StrokeStyle): void {
  const { ctx: context } = plot;
  const ratio = pixelRatio.peek();
  const path = new Path2D();
  let isBroken = true;
  let end: readonly [number, number] | undefined;
  for (let at = 0; at < epoch.length; at++) {
    const size = scaled(shown.frame, value[at] as number);
    if (!Number.isFinite(size)) {
      isBroken = true;
      continue;
    }
    end = [plot.valToPos(epoch[at] as number, 'x', true), plot.valToPos(size, 'y', true)];
    path[isBroken ? 'moveTo' : 'lineTo'](...end);
    isBroken = false;
  }
  context.lineJoin = 'round';
  context.setLineDash((style.dash ?? []).map((length) => length * ratio));
  for (const [colour, width] of [
    [style.rim, style.width + 2],
    [style.colour, style.width],
  ] as const) {
    if (colour === undefined) continue;
    context.strokeStyle = colour;
    context.lineWidth = width * ratio;
    context.stroke(path);
  }
  context.setLineDash([]);
  if (end === undefined || !(style.hasEnd || epoch.length === 1)) return;
  context.fillStyle = style.colour;
  context.beginPath();
  context.arc(...end, 3 * ratio, 0, 2 * Math.PI);
  context.fill();
}

/** The median of the curves that have reached each epoch, on the band of the middle half of them. */
export function strokeMedian(plot: uPlot, band: CurveBand, { text }: Palette): void {
  const { ctx: context } = plot;
  const ratio = pixelRatio.peek();
  const { top, height } = plot.bbox;
  const draw = (levels: readonly number[], at: number) =>
    context.lineTo(
      plot.valToPos(band.epochs[at] as number, 'x', true),
      top + height * (levels[at] as number),
    );
  const last = band.epochs.length - 1;
  context.beginPath();
  for (let at = 0; at <= last; at++) draw(band.upper, at);
  for (let at = last; at >= 0; at--) draw(band.lower, at);
  context.closePath();
  context.fillStyle = text;
  context.globalAlpha = 0.06;
  context.fill();
  context.globalAlpha = 1;
  context.beginPath();
  for (let at = 0; at <= last; at++) draw(band.median, at);
  context.strokeStyle = text;
  context.lineWidth = 1.25 * ratio;
  context.setLineDash([4 * ratio, 3 * ratio]);
  context.stroke();
  context.setLineDash([]);
}

/** The reruns of these trials: the range over their seeds, and its mean. */
export function strokeSeeds(
  plot: uPlot,
  shown: ShownCurves,
  bands: ReturnType<typeof seedBands>,
  { best, text }: Palette,
  bestTrial: number | null,
): void {
  const { ctx: context } = plot;
  for (const { epochs, lowest, mean, highest, members } of bands) {
    const colour = bestTrial !== null && members.includes(bestTrial) ? best : text;
    const corner = (at: number, value: readonly number[]) =>
      [
        plot.valToPos(epochs[at] as number, 'x', true),
        plot.valToPos(scaled(shown.frame, value[at] as number), 'y', true),
      ] as const;
    context.beginPath();
    for (let at = 0; at < epochs.length; at++) context.lineTo(...corner(at, highest));
    for (let at = epochs.length - 1; at >= 0; at--) context.lineTo(...corner(at, lowest));
    context.closePath();
    context.globalAlpha = 0.2;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = 1;
    strokeCourse(plot, shown, { epoch: epochs, value: mean }, { colour, width: 1, dash: [1, 2] });
  }
}

/** Strokes the curve of a trial, where it has one. */
export function strokeTrial(plot: uPlot, shown: ShownCurves, trial: number, style: StrokeStyle): void {
  const course = curveOf(shown.curves, trial);
  if (course !== undefined) strokeCourse(plot, shown, course, style);
}
