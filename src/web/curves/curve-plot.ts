import uPlot from 'uplot';
import { valueAt } from '../../plots/axes/scale.ts';
import { ticksOf, tickTexts } from '../../plots/axes/ticks.ts';
import type { CurveFrame } from '../../plots/curves/curve-frame.ts';
import { stretch } from '../../plots/curves/curve-zoom.ts';
import type { Palette } from '../../plots/palette.ts';

export interface CurvePlotHooks {
  readonly frame: () => CurveFrame | undefined;
  readonly rungs: () => readonly number[];
  readonly palette: () => Palette;
  /** Draws the curves, once the axes are there. */
  readonly draw: (plot: uPlot) => void;
  /** Undefined where the pointer has left the picture. */
  readonly point: (at: { epoch: number; level: number; left: number; top: number } | undefined) => void;
  readonly zoom: (frame: CurveFrame) => void;
}

/** A value as the plot's y scale has it: on a log axis its logarithm. */
export function scaled({ values }: CurveFrame, value: number): number {
  return values.kind === 'log' ? Math.log10(value) : value;
}

const font = '11px system-ui, sans-serif';

/** An empty uPlot with axes, zoom and pointer: the curves are drawn by `hooks.draw`. */
export function openCurvePlot(
  host: HTMLElement,
  width: number,
  height: number,
  hooks: CurvePlotHooks,
): uPlot {
  const axis: uPlot.Axis = {
    font,
    stroke: () => hooks.palette().muted,
    ticks: { show: false },
    border: { show: false },
  };
  const grid = { stroke: () => hooks.palette().grid, width: 1 };
  return new uPlot(
    {
      width,
      height,
      padding: [8, 12, 0, 0],
      legend: { show: false },
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [
        { ...axis, size: 26, gap: 6, grid: { show: false }, ...epochTicks(hooks) },
        { ...axis, size: 46, gap: 6, grid, ...valueTicks(hooks) },
      ],
      series: [{}, { show: false }],
      cursor: {
        points: { show: false },
        y: false,
        drag: { x: true, y: true, uni: 24, dist: 4, setScale: false },
        bind: { dblclick: () => () => null },
      },
      hooks: {
        drawAxes: [hooks.draw],
        setCursor: [(plot) => hooks.point(pointOf(plot))],
        setSelect: [(plot) => zoomTo(plot, hooks)],
      },
    },
    [[0], [null]],
    host,
  );
}

/** Rungs are the epochs that a reader looks for; round numbers where there are none. */
function epochTicks({ frame, rungs }: CurvePlotHooks): Partial<uPlot.Axis> {
  return {
    splits: (plot) => {
      const shown = frame();
      if (shown === undefined) return [];
      const { min, max } = shown.epochs;
      const inside = [...rungs(), max].filter((epoch) => epoch >= min && epoch <= max);
      const ticks = ticksOf(shown.epochs, Math.max(2, Math.floor(plot.width / 90)), true);
      return inside.length > 2 ? [...new Set([Math.ceil(min), ...inside])] : [...new Set([min, ...ticks])];
    },
    values: (_plot, splits) => tickTexts(splits.map(Math.round)),
  };
}

function valueTicks({ frame }: CurvePlotHooks): Partial<uPlot.Axis> {
  const ticks = (plot: uPlot) => {
    const shown = frame();
    return shown === undefined ? [] : ticksOf(shown.values, Math.max(2, Math.floor(plot.height / 45)));
  };
  return {
    splits: (plot) => ticks(plot).map((value) => scaled(frame() as CurveFrame, value)),
    values: (plot) => tickTexts(ticks(plot)),
  };
}

function pointOf(plot: uPlot) {
  const { left = -1, top = -1 } = plot.cursor;
  if (left < 0 || top < 0) return undefined;
  const level = top / plot.over.clientHeight;
  return {
    epoch: plot.posToVal(left, 'x'),
    level,
    left: left + plot.over.offsetLeft,
    top: top + plot.over.offsetTop,
  };
}

function zoomTo(plot: uPlot, { frame, zoom }: CurvePlotHooks): void {
  const shown = frame();
  const { left, top, width, height } = plot.select;
  if (shown === undefined || width + height === 0) return;
  const [across, down] = [plot.over.clientWidth, plot.over.clientHeight];
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  zoom({
    epochs: stretch(shown.epochs, left / across, (left + width) / across),
    values: stretch(shown.values, 1 - (top + height) / down, 1 - top / down),
  });
}

/** Moves the plot's scales to a frame. */
export function showFrame(plot: uPlot, frame: CurveFrame): void {
  const { epochs, values } = frame;
  plot.batch(() => {
    plot.setScale('x', { min: epochs.min, max: epochs.max });
    plot.setScale('y', { min: scaled(frame, valueAt(values, 0)), max: scaled(frame, valueAt(values, 1)) });
  });
}
