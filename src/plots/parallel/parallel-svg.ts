import { markupText } from '../../faults/markup-text.ts';
import type { Palette } from '../palette.ts';
import type { PictureSettings } from '../picture.ts';
import type { StudyView } from '../study-view.ts';
import { rankShares, type Tone, tones, trialTones } from '../trial-ranks.ts';
import { describeParallel } from './describe-parallel.ts';
import { type ParallelAxis, parallelAxes } from './parallel-axes.ts';
import { type ParallelLines, parallelLines } from './parallel-lines.ts';
import { manyLines } from './parallel-shades.ts';

/** Parallel coordinates as a standalone SVG element; `settings.axes` chooses axes, `settings.width` its width in pixels. */
export function parallelSvg(view: StudyView, palette: Palette, settings: PictureSettings = {}): string {
  const axes = parallelAxes(view, settings);
  const lines = parallelLines(view, axes);
  const frame = frameOf(Number(settings.width ?? 1100), axes.length);
  const drawn = lines.places.length > mostVectors ? manyLines(view, lines, frame, palette) : undefined;
  const body = drawn ?? vectorLines(view, lines, frame, palette);
  const label = markupText(describeParallel(view, axes));
  const { width, height } = frame;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}" font-family="system-ui, sans-serif" font-size="11">${body}${axes.map((axis, place) => axisMarkup(axis, place, lines, frame, palette)).join('')}</svg>`;
}

/** More lines are drawn as shades, because a path for each would take megabytes. */
const mostVectors = 1500;

/** Where the picture's parts lie, in pixels. */
interface SvgFrame {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly plotHeight: number;
  /** The x of each axis. */
  readonly axes: readonly number[];
}

function frameOf(width: number, count: number): SvgFrame {
  const side = Math.min(70, width / (2 * Math.max(1, count)));
  const step = count > 1 ? (width - 2 * side) / (count - 1) : 0;
  const axes = Array.from({ length: count }, (_, place) => round(side + place * step));
  return { width, height: 320, top: 34, plotHeight: 262, axes };
}

function vectorLines(view: StudyView, lines: ParallelLines, frame: SvgFrame, palette: Palette): string {
  const toned = trialTones(view.head, view.trials);
  const shares = rankShares(view.head, view.trials);
  const isSelected = (place: number) => view.selected === undefined || view.selected[place] === 1;
  const group = (tone: Tone, colour: string, width: number) => {
    const members = [...lines.places].filter((place) => tones[toned[place] as number] === tone);
    members.sort((one, other) => (shares[other] as number) - (shares[one] as number) || one - other);
    const paths = members.map((place) => {
      const shown = isSelected(place) ? colour : palette.faint;
      const opacity = tone === 'best' ? 0.95 : opacityOf(shares[place] as number, lines.places.length);
      const own = shown === colour ? '' : ` stroke="${markupText(shown)}"`;
      return `<path d="${linePath(lines, place, frame)}" stroke-opacity="${opacity}"${own}/>`;
    });
    return `<g fill="none" stroke="${markupText(colour)}" stroke-width="${width}">${paths.join('')}</g>`;
  };
  return `${group('fail', palette.fail, 1)}${group('trial', palette.trial, 1)}${group('best', palette.best, 1.75)}`;
}

/** Better trials are darker, and all are fainter where there are many. */
function opacityOf(share: number, lines: number): number {
  const closeness = Number.isNaN(share) ? 0.5 : 1 - share;
  const crowd = Math.min(1, 12 / Math.sqrt(Math.max(1, lines)));
  return Number((crowd * (0.12 + 0.7 * closeness * closeness)).toFixed(2));
}

/** A curve through the trial's level at every axis, flat where it crosses one. */
function linePath({ levels }: ParallelLines, place: number, { axes, top, plotHeight }: SvgFrame): string {
  const heights = levels.map((level) => round(top + plotHeight * (level[place] as number)));
  if (axes.length === 1) return `M${(axes[0] as number) - 12} ${heights[0]}h24`;
  return heights
    .map((y, axis) => {
      const x = axes[axis] as number;
      if (axis === 0) return `M${x} ${y}`;
      const before = axes[axis - 1] as number;
      const middle = round((before + x) / 2);
      return `C${middle} ${heights[axis - 1]} ${middle} ${y} ${x} ${y}`;
    })
    .join('');
}

function axisMarkup(
  axis: ParallelAxis,
  place: number,
  { axisEnd }: ParallelLines,
  { axes, top, plotHeight }: SvgFrame,
  palette: Palette,
): string {
  const x = axes[place] as number;
  const end = round(top + plotHeight * axisEnd);
  const bottom = top + plotHeight;
  const [ground, text, muted] = [palette.ground, palette.text, palette.muted].map(markupText);
  const ticks = axis.ticks.map(({ height, text: label }) => {
    const y = round(top + plotHeight * axisEnd * height);
    return { mark: `M${x} ${y}h4`, label: `<text x="${x + 6}" y="${y + 3.5}">${markupText(label)}</text>` };
  });
  const gap =
    axis.gap === undefined
      ? ''
      : `<text x="${x}" y="${bottom + 15}" text-anchor="middle">${markupText(axis.gap)}</text>`;
  const marks = `M${x} ${top}V${end}${ticks.map(({ mark }) => mark).join('')}${gap && `M${x - 5} ${bottom}h10`}`;
  return `<path d="${marks}" fill="none" stroke="${muted}"/><g fill="${muted}" stroke="${ground}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${ticks.map(({ label }) => label).join('')}${gap}</g><text x="${x}" y="${top - 14}" text-anchor="middle" fill="${text}" font-weight="600">${markupText(axis.title)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
