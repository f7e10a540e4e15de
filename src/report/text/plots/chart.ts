import pc from 'picocolors';
import { positionOn, type Scale } from '../../../plots/axes/scale.ts';
import { ticksOf } from '../../../plots/axes/ticks.ts';
import { formatNumber } from '../parts/format.ts';
import { shownWidth } from '../parts/wrap-line.ts';
import { DotCanvas } from './dot-canvas.ts';

/** The plane that a chart draws on, between its axes. */
export interface Plane {
  readonly canvas: DotCanvas;
  /** The dot of a point, the nearest one of the edge for a value beyond it. */
  dotOf(x: number, y: number): [number, number];
}

export interface Chart {
  readonly x: Scale;
  readonly xName: string;
  /** A place of the x axis with a triangle. */
  readonly mark?: number | undefined;
  readonly y: Scale;
  /** Lines of characters of the plane. */
  readonly rows: number;
  /** Characters of a line, at most. */
  readonly width: number;
  /** Texts to the right of the plane, at these values. */
  readonly labels?: readonly {
    readonly at: number;
    readonly text: string;
    readonly paint?: (text: string) => string;
  }[];
  draw(plane: Plane): void;
}

/** A narrower terminal has no room for a plane between the labels of the axes. */
export const narrowestChart = 40;
const rowsOfTick = 2;
const columnsOfTick = 10;

/** A chart of Braille dots with labelled axes, as lines of at most `width` characters. */
export function chartLines({ x, xName, mark, y, rows, width, labels = [], draw }: Chart): string[] {
  const ticks = ticksByRow(y, rows);
  const margin = Math.max(...[...ticks.values()].map((tick) => tick.length), 1);
  const right = Math.max(0, ...labels.map(({ text }) => text.length + 1));
  const canvas = new DotCanvas(Math.max(1, width - margin - 2 - right), rows);
  draw({ canvas, dotOf: (atX, atY) => dotOf({ x, y }, canvas, atX, atY) });
  const beside = labelsByRow(labels, y, rows);
  const plane = canvas.lines().map((line, row) => {
    const tick = ticks.get(row);
    const label = beside.get(row);
    const axis = pc.dim(`${(tick ?? '').padStart(margin)} ${tick === undefined ? '│' : '┤'}`);
    const gap = label === undefined ? '' : ' '.repeat(canvas.columns - shownWidth(line) + 1);
    return `${axis}${line}${gap}${label ?? ''}`;
  });
  return [...plane, ...xAxisLines({ x, xName, mark }, canvas.columns, margin)];
}

function dotOf(
  { x, y }: Pick<Chart, 'x' | 'y'>,
  { width, height }: DotCanvas,
  atX: number,
  atY: number,
): [number, number] {
  const clamp = (share: number) => Math.min(1, Math.max(0, share));
  return [
    Math.round(clamp(positionOn(x, atX)) * (width - 1)),
    Math.round((1 - clamp(positionOn(y, atY))) * (height - 1)),
  ];
}

function rowOf(y: Scale, rows: number, value: number): number {
  return Math.round((1 - Math.min(1, Math.max(0, positionOn(y, value)))) * (rows - 1));
}

function ticksByRow(y: Scale, rows: number): Map<number, string> {
  const ticks = ticksOf(y, Math.max(2, Math.floor(rows / rowsOfTick)));
  return new Map(ticks.map((tick) => [rowOf(y, rows, tick), formatNumber(tick)]));
}

/** Labels of one row move apart, to the next rows that are free. */
function labelsByRow(labels: Chart['labels'] & object, y: Scale, rows: number): Map<number, string> {
  const placed = new Map<number, string>();
  for (const { at, text, paint = (plain: string) => plain } of labels) {
    const row = rowOf(y, rows, at);
    const nearest = Array.from({ length: rows }, (_, place) => place)
      .filter((place) => !placed.has(place))
      .sort((one, other) => Math.abs(one - row) - Math.abs(other - row) || one - other);
    if (nearest[0] !== undefined) placed.set(nearest[0], paint(text));
  }
  return placed;
}

function xAxisLines(
  { x, xName, mark }: Pick<Chart, 'x' | 'xName' | 'mark'>,
  columns: number,
  margin: number,
): string[] {
  const most = Math.max(2, Math.floor(columns / columnsOfTick));
  const ticks = ticksOf(x, most).map((tick) => ({
    text: formatNumber(tick),
    column: Math.round(positionOn(x, tick) * (columns - 1)),
  }));
  const line = Array.from({ length: columns }, () => '─');
  const texts: string[] = Array.from({ length: columns }, () => ' ');
  let end = -2;
  for (const { text, column } of ticks) {
    line[column] = '┬';
    const start = Math.min(Math.max(0, column - Math.floor(text.length / 2)), columns - text.length);
    if (start <= end + 1) continue;
    for (const [place, character] of [...text].entries()) texts[start + place] = character;
    end = start + text.length;
  }
  if (mark !== undefined) line[Math.round(positionOn(x, mark) * (columns - 1))] = '▲';
  const indent = ' '.repeat(margin + 2);
  const name = `${indent}${' '.repeat(Math.max(0, Math.floor((columns - xName.length) / 2)))}${xName}`;
  return [`${' '.repeat(margin + 1)}└${line.join('')}`, `${indent}${texts.join('').trimEnd()}`, name].map(
    pc.dim,
  );
}
