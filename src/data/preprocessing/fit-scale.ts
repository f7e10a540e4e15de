import { medianOfSorted } from '../../statistics/median.ts';
import { normalQuantile } from '../../statistics/normal-quantile.ts';
import { quantileOf } from '../../statistics/sorted-values.ts';
import { sortNumbers } from '../../statistics/sorting/sort-numbers.ts';
import type { Curve, NumberEncoding, Scale } from '../../study/pipeline.ts';
import type { Scaling } from '../../study/scaling.ts';
import { curved } from './scale.ts';

const knots = 101;
/** More pieces were no better on ten tables, and fit noise on small ones. */
const pieceNumber = 8;
/** Distance between the quartiles of a normal distribution, in standard deviations. */
const quartileDistance = 1.3489795003921634;

/** Fits to cells without missing ones. */
export function fitScale(cells: Float64Array, scaling: Exclude<Scaling, 'auto'>): NumberEncoding {
  switch (scaling) {
    case 'none':
      return { shift: 0, scale: 1 };
    case 'standard':
      return standard(cells);
    case 'log1p':
      return { curve: 'log1p', ...standard(cells.map((cell) => curved(cell, 'log1p'))) };
    case 'minMax':
      return minMax(cells);
    case 'robust':
      return robust(cells);
    case 'piecewise':
      return { ...standard(cells), ...fitPieces(cells) };
    case 'quantile':
      return { curve: fitKnots(cells), shift: 0, scale: 1 };
  }
}

function standard(cells: Float64Array): Scale {
  const { mean, std } = meanAndStd(cells);
  return { shift: mean, scale: std };
}

function minMax(cells: Float64Array): Scale {
  let min = cells[0] as number;
  let max = min;
  for (const cell of cells) {
    min = Math.min(min, cell);
    max = Math.max(max, cell);
  }
  return { shift: min, scale: max - min || 1 };
}

/** The median becomes 0, and the quartiles' distance that of a standard normal distribution. */
function robust(cells: Float64Array): Scale {
  const sorted = sortNumbers(cells.slice());
  const distance = quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25);
  const scale = distance === 0 ? meanAndStd(cells).std : distance / quartileDistance;
  return { shift: medianOfSorted(sorted), scale };
}

/** Edges between pieces of as many cells; none for a column of fewer than three different edges. */
function fitPieces(cells: Float64Array): Pick<NumberEncoding, 'pieces'> {
  const sorted = sortNumbers(cells.slice());
  const last = sorted.length - 1;
  const edges = Array.from(
    { length: pieceNumber + 1 },
    (_, edge) => sorted[Math.round((edge / pieceNumber) * last)] as number,
  );
  const pieces = [...new Set(edges)];
  return pieces.length < 3 ? {} : { pieces };
}

/** Places of the quantiles in a standard normal distribution; equal quantiles share the place in their middle. */
function fitKnots(cells: Float64Array): Exclude<Curve, string> {
  const sorted = sortNumbers(cells.slice());
  const count = Math.min(knots, sorted.length);
  const from: number[] = [];
  const shares: number[][] = [];
  for (let knot = 0; knot < count; knot++) {
    const share = count === 1 ? 0.5 : knot / (count - 1);
    const value = quantileOf(sorted, share);
    if (from.at(-1) === value) shares.at(-1)?.push(share);
    else {
      from.push(value);
      shares.push([share]);
    }
  }
  const least = 0.5 / sorted.length;
  const middle = (list: readonly number[]) => ((list[0] as number) + (list.at(-1) as number)) / 2;
  const to = shares.map((list) => normalQuantile(Math.min(1 - least, Math.max(least, middle(list)))));
  return { from, to };
}

/** Mean and population standard deviation (divided by n) in two passes; the deviation of equal values is taken as 1. */
export function meanAndStd(values: Float64Array): { mean: number; std: number } {
  const first = values[0] ?? 0;
  // Compares the values themselves: the computed deviation of equal values is seldom exactly 0.
  if (values.every((value) => value === first)) return { mean: first, std: 1 };
  let sum = 0;
  // Loops by index take half of the time of an iterator: these are two passes over each column.
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  const mean = sum / values.length;
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += ((values[at] as number) - mean) ** 2;
  return { mean, std: Math.sqrt(squares / values.length) || 1 };
}
