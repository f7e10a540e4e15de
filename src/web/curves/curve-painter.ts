import type uPlot from 'uplot';
import { type CurveBand, curveBand } from '../../plots/curves/curve-band.ts';
import { addCurves, curveStrength } from '../../plots/curves/curve-density.ts';
import { seedBands } from '../../plots/curves/seed-bands.ts';
import { type ShownCurves, splitCurves } from '../../plots/curves/shown-curves.ts';
import type { Palette } from '../../plots/palette.ts';
import type { StudyView } from '../../plots/study-view.ts';
import { pixelRatio } from '../canvas/pixel-ratio.ts';
import { TonedLayers } from '../canvas/toned-layers.ts';
import { strokeMedian, strokeSeeds, strokeTrial } from './curve-strokes.ts';

/** Free room above and below the frame, as a share of its height: curves that leave it are seen to leave. */
const free = 0.04;
const thickness = 1.1;
const mostSteps = 6_000_000;

export interface CurveMarks {
  readonly picked: readonly number[];
  readonly hovered: number | undefined;
}

/** Draws curves into a plot: all as bitmaps, and over them rungs, the median, seeds, running, picked and best ones. */
export class CurvePainter {
  private layers: TonedLayers | undefined;
  private key: readonly unknown[] = [];
  private band: { readonly of: readonly unknown[]; readonly band: CurveBand } | undefined;

  draw(plot: uPlot, shown: ShownCurves, view: StudyView, marks: CurveMarks, palette: Palette): void {
    const { left, top, width, height } = plot.bbox;
    const { ctx: context } = plot;
    const ratio = pixelRatio.peek();
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    const layers = this.layersOf(shown, width, height, ratio);
    const { selected } = view;
    layers.select(selected && ((curve) => selected[shown.places[curve] as number] === 1));
    const bitmaps = layers.paint(palette, (count) => curveStrength(count, height / ratio));
    const margin = Math.ceil(free * height);
    for (const bitmap of bitmaps) {
      context.drawImage(bitmap, left, top - margin, width, height + 2 * margin);
    }
    strokeRungs(plot, view.head.rungs, palette);
    strokeMedian(plot, this.bandOf(shown, selected), palette);
    const { best } = view.head;
    const named = [...(best === null ? [] : [best]), ...marks.picked];
    strokeSeeds(plot, shown, seedBands(shown.curves, view.trials, named), palette, best);
    const rim = palette.ground;
    for (const trial of shown.running) {
      strokeTrial(plot, shown, trial, { colour: palette.trial, width: 1.5, rim, hasEnd: true });
    }
    if (best !== null) strokeTrial(plot, shown, best, { colour: palette.best, width: 2.25, rim });
    for (const trial of marks.picked)
      strokeTrial(plot, shown, trial, { colour: palette.text, width: 1.5, rim });
    if (marks.hovered !== undefined) {
      strokeTrial(plot, shown, marks.hovered, { colour: palette.text, width: 2.25, rim });
    }
    context.restore();
  }

  /** Counted anew for other curves or another selection only: the pointer redraws the picture often. */
  private bandOf(shown: ShownCurves, selected: Uint8Array | undefined): CurveBand {
    if (this.band?.of[0] !== shown || this.band.of[1] !== selected) {
      const [members] = splitCurves(shown, selected);
      this.band = { of: [shown, selected], band: curveBand(shown.curves, shown.levels, members) };
    }
    return this.band.band;
  }

  /** Made anew for other curves, another frame or another size only. */
  private layersOf(shown: ShownCurves, width: number, height: number, ratio: number): TonedLayers {
    const key = [shown, width, height];
    if (this.layers !== undefined && key.every((part, at) => part === this.key[at])) return this.layers;
    const { curves, frame, levels, weights, tones } = shown;
    const margin = Math.ceil(free * height);
    const ink = { margin, thickness: thickness * ratio, weights };
    this.key = key;
    this.layers = new TonedLayers(Math.round(height + 2 * margin), {
      columns: width,
      mostSteps,
      all: Uint32Array.from(curves.trial.keys()),
      tones,
      add: (density, members, sign) => addCurves(density, frame, curves, levels, members, ink, sign),
    });
    return this.layers;
  }
}

function strokeRungs(
  { ctx: context, bbox, valToPos }: uPlot,
  rungs: readonly number[],
  { muted }: Palette,
): void {
  const ratio = pixelRatio.peek();
  context.strokeStyle = muted;
  context.lineWidth = ratio;
  context.setLineDash([ratio, 3 * ratio]);
  for (const rung of rungs) {
    const x = Math.round(valToPos(rung, 'x', true)) + 0.5;
    context.beginPath();
    context.moveTo(x, bbox.top);
    context.lineTo(x, bbox.top + bbox.height);
    context.stroke();
  }
  context.setLineDash([]);
}
