import { markupText } from '../../faults/markup-text.ts';
import { positionOn } from '../axes/scale.ts';
import { ticksOf, tickTexts } from '../axes/ticks.ts';
import { densityShades, emptyDensity } from '../density/line-density.ts';
import type { Palette } from '../palette.ts';
import type { PictureSettings } from '../picture.ts';
import type { StudyView } from '../study-view.ts';
import { shadePaths } from '../svg/shade-paths.ts';
import { curveBand } from './curve-band.ts';
import { addCurves, curveStrength } from './curve-density.ts';
import type { CurveFrame } from './curve-frame.ts';
import { describeCurves } from './describe-curves.ts';
import { type ShownCurves, shownCurves, splitCurves } from './shown-curves.ts';

const plot = { left: 52, top: 12, right: 14, bottom: 34, margin: 2, thickness: 1.1 };

/** Learning curves as a standalone SVG element; `settings.width` and `height` are in pixels. Empty without curves. */
export function curvesSvg(view: StudyView, palette: Palette, settings: PictureSettings = {}): string {
  const shown = shownCurves(view);
  if (shown === undefined) return '';
  const width = Number(settings.width ?? 520);
  const height = Number(settings.height ?? 280);
  const size = { columns: width - plot.left - plot.right, rows: height - plot.top - plot.bottom };
  const body = [
    axesMarkup(shown.frame, size, view, palette),
    layers(shown, view, size, palette),
    medianMarkup(shown, size, palette),
    bestMarkup(shown, view, size, palette),
  ];
  const label = markupText(describeCurves(view));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}" font-family="system-ui, sans-serif" font-size="11">${body.join('')}</svg>`;
}

interface Size {
  readonly columns: number;
  readonly rows: number;
}

function layers(shown: ShownCurves, view: StudyView, { columns, rows }: Size, palette: Palette): string {
  const [selected, others] = splitCurves(shown, view.selected);
  const layer = (members: Uint32Array, colour: string, boost = 1) => {
    if (members.length === 0) return '';
    const density = emptyDensity(columns, rows + 2 * plot.margin);
    addCurves(density, shown.frame, shown.curves, shown.levels, members, { ...plot, weights: shown.weights });
    const shades = densityShades(density, boost * curveStrength(shown.places.length, rows));
    const place = { left: plot.left, top: plot.top - plot.margin, pixelWidth: 1, pixelHeight: 1 };
    return shadePaths(shades, { columns, rows: rows + 2 * plot.margin, ...place }, colour);
  };
  const toned = (tone: number) => selected.filter((curve) => shown.tones[curve] === tone);
  return [
    layer(others, palette.faint),
    layer(toned(2), palette.fail),
    layer(toned(0), palette.trial),
    layer(toned(1), palette.best, Math.max(1, shown.places.length / 40)),
  ].join('');
}

/** Rungs, and round numbers on both axes. */
function axesMarkup(
  { epochs, values }: CurveFrame,
  size: Size,
  { head, curves }: StudyView,
  palette: Palette,
): string {
  const { grid, muted } = palette;
  const xOf = (epoch: number) => Math.round(plot.left + size.columns * positionOn(epochs, epoch));
  const yOf = (value: number) => Math.round(plot.top + size.rows * (1 - positionOn(values, value)));
  const bottom = plot.top + size.rows;
  const marks = ticksOf(epochs, 6, true);
  const levels = ticksOf(values, 5);
  const lines = levels.map((value) => `M${plot.left} ${yOf(value)}.5h${size.columns}`);
  const rungs = head.rungs
    .filter((rung) => rung >= epochs.min && rung <= epochs.max)
    .map((rung) => `M${xOf(rung)} ${plot.top}v${size.rows}`);
  const texts = [
    ...tickTexts(marks).map(
      (text, at) =>
        `<text x="${xOf(marks[at] as number)}" y="${bottom + 16}" text-anchor="middle">${text}</text>`,
    ),
    ...tickTexts(levels).map(
      (text, at) =>
        `<text x="${plot.left - 6}" y="${yOf(levels[at] as number) + 4}" text-anchor="end">${text}</text>`,
    ),
    `<text x="${plot.left + size.columns}" y="${bottom + 30}" text-anchor="end">epoch</text>`,
    `<text x="${plot.left}" y="${bottom + 30}">${markupText(curves?.metric ?? '')}</text>`,
  ];
  return `<g fill="none"><path d="${lines.join('')}" stroke="${markupText(grid)}"/><path d="${rungs.join('')}" stroke="${markupText(muted)}" stroke-dasharray="1 3"/></g><g fill="${markupText(muted)}">${texts.join('')}</g>`;
}

function medianMarkup({ curves, levels, places, frame }: ShownCurves, size: Size, palette: Palette): string {
  const band = curveBand(curves, levels, Uint32Array.from(places.keys()));
  const path = pathOf(band.epochs, band.median, frame, size);
  return `<path d="${path}" fill="none" stroke="${markupText(palette.text)}" stroke-dasharray="4 3" stroke-opacity="0.7"/>`;
}

function bestMarkup(shown: ShownCurves, { head }: StudyView, size: Size, palette: Palette): string {
  const { curves, levels, frame } = shown;
  const curve = head.best === null ? -1 : curves.trial.indexOf(head.best);
  if (curve < 0) return '';
  const [begin, end] = [curves.offset[curve] as number, curves.offset[curve + 1] as number];
  const path = pathOf([...curves.epoch.subarray(begin, end)], [...levels.subarray(begin, end)], frame, size);
  return `<path d="${path}" fill="none" stroke="${markupText(palette.best)}" stroke-width="2" stroke-linejoin="round"/>`;
}

/** A broken line where a level is missing. */
function pathOf(epochs: readonly number[], levels: readonly number[], frame: CurveFrame, size: Size): string {
  let isBroken = true;
  const parts = epochs.map((epoch, at) => {
    const level = levels[at] as number;
    if (Number.isNaN(level)) {
      isBroken = true;
      return '';
    }
    const x = plot.left + size.columns * positionOn(frame.epochs, epoch);
    const part = `${isBroken ? 'M' : 'L'}${x.toFixed(1)} ${(plot.top + size.rows * level).toFixed(1)}`;
    isBroken = false;
    return part;
  });
  return parts.join('');
}
