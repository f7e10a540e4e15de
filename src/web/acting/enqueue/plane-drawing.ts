import type { TrialColumns } from '../../../plots/columns/trial-columns.ts';
import type { Axis } from '../../../plots/study-head.ts';
import type { Draft } from './drafted-configuration.ts';
import { columnNumber, type PlaneScale, pixelOf, planeScale } from './plane-scale.ts';

interface Plane {
  readonly x: Axis;
  readonly y: Axis;
  readonly columns: TrialColumns;
  readonly draft: Draft;
  readonly width: number;
  readonly height: number;
  readonly tied: readonly number[];
  readonly best: number | null | undefined;
}

/** Draws every trial as a dot, the best group in its colour, and the draft as a ring. */
export function drawPlane(
  canvas: HTMLCanvasElement,
  { x, y, columns, draft, width, height, tied, best }: Plane,
): void {
  const ratio = devicePixelRatio;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  const style = getComputedStyle(canvas);
  const color = (name: string) => style.getPropertyValue(name);
  pen.scale(ratio, ratio);
  const [across, up] = [planeScale(x, width), planeScale(y, height, true)];
  const dot = (place: number, radius: number) => {
    const [left, top] = [columns.parameters[x.name]?.[place], columns.parameters[y.name]?.[place]];
    if (left === undefined || top === undefined || Number.isNaN(left) || Number.isNaN(top)) return;
    pen.beginPath();
    pen.arc(pixelOf(across, left), pixelOf(up, top), radius, 0, 2 * Math.PI);
    pen.fill();
  };
  pen.fillStyle = color('--series-1');
  pen.globalAlpha = columns.trial.length > 1000 ? 0.25 : 0.5;
  for (let place = 0; place < columns.trial.length; place++) dot(place, 2.5);
  pen.globalAlpha = 1;
  pen.fillStyle = color('--best');
  for (const trial of best == null ? [] : [...tied, best]) dot(columns.trial.indexOf(trial), 3.5);
  drawDraft(pen, color('--text'), [columnNumber(x, draft), columnNumber(y, draft)], [across, up]);
}

function drawDraft(
  pen: CanvasRenderingContext2D,
  color: string,
  [x, y]: readonly [number, number],
  [across, up]: readonly [PlaneScale, PlaneScale],
): void {
  if (Number.isNaN(x) || Number.isNaN(y)) return;
  pen.strokeStyle = color;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.arc(pixelOf(across, x), pixelOf(up, y), 6, 0, 2 * Math.PI);
  pen.stroke();
}
