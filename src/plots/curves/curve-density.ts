import type { CurveColumns } from '../columns/curve-columns.ts';
import { type LineDensity, subrows } from '../density/line-density.ts';
import { addColumn } from '../density/line-segments.ts';
import type { CurveFrame } from './curve-frame.ts';
import { type Piece, piecesOf } from './curve-pieces.ts';

export interface CurveInk {
  /** Free rows above the frame's upper end and below its lower one. */
  readonly margin: number;
  /** The thickness of a line, in pixels. */
  readonly thickness: number;
  /** By curve. */
  readonly weights: Int32Array;
}

/**
 * Adds these curves; with a negative sign it takes them away. A curve adds its weight once to each column between its
 * first and its last epoch.
 */
export function addCurves(
  density: LineDensity,
  { epochs }: CurveFrame,
  curves: CurveColumns,
  levels: Float32Array,
  members: ArrayLike<number>,
  { margin, thickness, weights }: CurveInk,
  sign: 1 | -1 = 1,
): void {
  const { columns, rows } = density;
  const scale = columns / (epochs.max - epochs.min);
  const at = curves.epoch.map((epoch) => Math.round((epoch - epochs.min) * scale));
  const pieces = piecesOf(curves, at, levels, members, columns);
  const height = (rows - 2 * margin) * subrows;
  const sorted = byColumns(
    pieces,
    columns,
    margin * subrows,
    height,
    weights.map((weight) => sign * weight),
  );
  const segments = { ...sorted, half: (thickness * subrows) / 2 };
  for (const { from, to, first, last, falls } of sorted.groups) {
    for (let column = from; column < to; column++) {
      const [here, next] = [(column - from) / (to - from), (column + 1 - from) / (to - from)];
      addColumn(density, column, falls ? [here, next] : [next, here], segments, [first, last]);
    }
  }
}

interface Group {
  readonly from: number;
  readonly to: number;
  /** Places of its segments. */
  readonly first: number;
  readonly last: number;
  readonly falls: boolean;
}

/** Counting sort of the pieces by their two columns and their direction. */
function byColumns(
  { count, from, to, begin, end, curve }: Piece,
  columns: number,
  start: number,
  height: number,
  weightOf: Int32Array,
) {
  const width = columns + 1;
  const keys = new Uint32Array(count);
  const places = new Uint32Array(2 * width * width + 1);
  for (let piece = 0; piece < count; piece++) {
    const falls = (end[piece] as number) >= (begin[piece] as number) ? 0 : 1;
    const key = 2 * ((from[piece] as number) * width + (to[piece] as number)) + falls;
    keys[piece] = key;
    places[key + 1] = (places[key + 1] as number) + 1;
  }
  const groups: Group[] = [];
  for (let key = 0; key + 1 < places.length; key++) {
    const first = places[key] as number;
    const last = first + (places[key + 1] as number);
    places[key + 1] = last;
    if (last === first) continue;
    const pair = key >> 1;
    groups.push({ from: Math.floor(pair / width), to: pair % width, first, last, falls: key % 2 === 0 });
  }
  const begins = new Float32Array(count);
  const drops = new Float32Array(count);
  const weights = new Int32Array(count);
  for (let piece = 0; piece < count; piece++) {
    const key = keys[piece] as number;
    const place = places[key] as number;
    places[key] = place + 1;
    begins[place] = start + height * (begin[piece] as number);
    drops[place] = height * ((end[piece] as number) - (begin[piece] as number));
    weights[place] = weightOf[curve[piece] as number] as number;
  }
  return { groups, begins, drops, weights };
}

/** The strength with which this many curves look neither empty nor full at this height. */
export function curveStrength(curves: number, rows: number): number {
  return 0.7 / (64 * Math.max(1, (3 * curves) / rows));
}
