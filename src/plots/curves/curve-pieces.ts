import type { CurveColumns } from '../columns/curve-columns.ts';

/** Straight pieces of curves from one column's edge to another's, as columns of the same length. */
export interface Piece {
  readonly count: number;
  readonly from: Uint16Array;
  readonly to: Uint16Array;
  readonly begin: Float32Array;
  readonly end: Float32Array;
  /** The place of the curve that it belongs to. */
  readonly curve: Uint32Array;
}

/**
 * The pieces of these curves, of which `at` has the column of every epoch. Of epochs in the same column the last counts;
 * a missing value interrupts the curve; a value between two missing ones becomes a flat piece.
 */
export function piecesOf(
  { offset }: CurveColumns,
  at: Float32Array,
  levels: Float32Array,
  members: ArrayLike<number>,
  columns: number,
): Piece {
  let most = 0;
  for (let index = 0; index < members.length; index++) {
    const curve = members[index] as number;
    most += (offset[curve + 1] as number) - (offset[curve] as number);
  }
  const pieces = {
    count: 0,
    from: new Uint16Array(most),
    to: new Uint16Array(most),
    begin: new Float32Array(most),
    end: new Float32Array(most),
    curve: new Uint32Array(most),
  };
  const add = (curve: number, x: number, y: number, nextX: number, nextY: number) => {
    const from = Math.max(0, x);
    const to = Math.min(columns, nextX);
    if (from >= to) return;
    const slope = (nextY - y) / (nextX - x);
    const place = pieces.count++;
    pieces.curve[place] = curve;
    pieces.from[place] = from;
    pieces.to[place] = to;
    pieces.begin[place] = y + slope * (from - x);
    pieces.end[place] = y + slope * (to - x);
  };
  for (let index = 0; index < members.length; index++) {
    const curve = members[index] as number;
    // The piece from `before` to `last` is added once the next column begins: until then its end may still move.
    let beforeX = none;
    let beforeY = none;
    let lastX = none;
    let lastY = none;
    const finish = () => {
      if (!Number.isNaN(beforeX)) add(curve, beforeX, beforeY, lastX, lastY);
      else if (!Number.isNaN(lastX)) add(curve, lastX - 1, lastY, lastX + 1, lastY);
      beforeX = none;
      lastX = none;
    };
    for (let point = offset[curve] as number; point < (offset[curve + 1] as number); point++) {
      const level = levels[point] as number;
      const column = at[point] as number;
      if (Number.isNaN(level)) finish();
      else if (column === lastX) lastY = level;
      else {
        if (!Number.isNaN(beforeX)) add(curve, beforeX, beforeY, lastX, lastY);
        beforeX = lastX;
        beforeY = lastY;
        lastX = column;
        lastY = level;
      }
    }
    finish();
  }
  return pieces;
}

const none = Number.NaN;
