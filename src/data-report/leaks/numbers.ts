import { meanOf } from '../../statistics/mean.ts';
import { valuesAt } from '../../statistics/places.ts';
import { orderOf } from '../../statistics/sorting/sort-order.ts';
import { rightRows } from './codes.ts';
import type { JudgedTarget } from './target.ts';

/**
 * The error of predicting each row from the others by one number. Rows with equal values are predicted from each other;
 * a row with a unique value from the neighbouring values: the class of the nearest, or the mean of both ranks. Missing
 * cells count as one value, after all others.
 */
export function errorOfNumbers(cells: Float64Array, target: JudgedTarget): number {
  const order = orderOf(cells);
  const ends = groupEnds(cells, order);
  if (target.kind === 'classification') return wrongRows(cells, { order, ends }, target);
  return errorBetween(cells, { order, ends }, target.ranks);
}

/** Rows sorted by value, and the end of each group of equal values. */
interface SortedRows {
  readonly order: Uint32Array;
  readonly ends: readonly number[];
}

function compare(one: number, other: number): number {
  if (Number.isNaN(one) || Number.isNaN(other))
    return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
  return one - other;
}

function groupEnds(cells: Float64Array, order: Uint32Array): number[] {
  const ends: number[] = [];
  for (let place = 1; place <= order.length; place++) {
    const isEnd =
      place === order.length ||
      compare(cells[order[place - 1] as number] as number, cells[order[place] as number] as number) !== 0;
    if (isEnd) ends.push(place);
  }
  return ends;
}

function wrongRows(
  cells: Float64Array,
  { order, ends }: SortedRows,
  { labels, classes }: Extract<JudgedTarget, { kind: 'classification' }>,
): number {
  const counts = new Int32Array(classes);
  const labelAt = (place: number) => labels[order[place] as number];
  let wrong = 0;
  let start = 0;
  for (const end of ends) {
    if (end - start > 1) {
      counts.fill(0);
      for (let place = start; place < end; place++) {
        const label = labelAt(place) as number;
        counts[label] = (counts[label] as number) + 1;
      }
      wrong += end - start - rightRows(counts);
    } else if (labelAt(start) !== labelAt(nearestPlace(cells, order, start))) {
      wrong++;
    }
    start = end;
  }
  return wrong;
}

/** The position before or after with the nearer value; beside missing cells the other one. */
function nearestPlace(cells: Float64Array, order: Uint32Array, place: number): number {
  const distance = (other: number) =>
    Math.abs((cells[order[other] as number] ?? Number.NaN) - (cells[order[place] as number] as number));
  const before = distance(place - 1);
  const after = distance(place + 1);
  return after < before || Number.isNaN(before) ? place + 1 : place - 1;
}

function errorBetween(cells: Float64Array, { order, ends }: SortedRows, ranks: Float64Array): number {
  const starts = [0, ...ends];
  const means = ends.map((end, group) => {
    const members = order.subarray(starts[group] as number, end);
    return meanOf(valuesAt(ranks, members));
  });
  const isMissing = (group: number) => Number.isNaN(cells[order[starts[group] as number] as number]);
  let error = 0;
  ends.forEach((end, group) => {
    const start = starts[group] as number;
    const size = end - start;
    const mean = means[group] as number;
    const before = means[group - 1];
    const after = group + 1 === ends.length || isMissing(group + 1) ? before : means[group + 1];
    for (let place = start; place < end; place++) {
      const rank = ranks[order[place] as number] as number;
      const between = ((before ?? after ?? 0) + (after ?? 0)) / 2;
      error += Math.abs(rank - (size > 1 ? (mean * size - rank) / (size - 1) : between));
    }
  });
  return error;
}
