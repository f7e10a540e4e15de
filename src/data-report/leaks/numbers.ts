import { meanOf } from '../../statistics/mean.ts';
import { valuesAt } from '../../statistics/places.ts';
import type { SortedOrder } from '../../statistics/sorting/sort-by-range.ts';
import { sortedOrder } from '../../statistics/sorting/sort-order.ts';
import { rightRows } from './codes.ts';
import type { JudgedTarget } from './target.ts';

/**
 * The error of predicting each row from the others by one number. Rows with equal values are predicted from each other;
 * a row with a unique value from the neighbouring values: the class of the nearest, or the mean of both ranks. Missing
 * cells count as one value, after all others.
 */
export function errorOfNumbers(cells: Float64Array, target: JudgedTarget): number {
  const ordered = sortedOrder(cells);
  return target.kind === 'classification'
    ? wrongRows(ordered, target)
    : errorBetween(ordered, groupEnds(ordered.sorted), target.ranks);
}

/** The end of the group of equal values that begins at a place. */
function endOfGroup(sorted: Float64Array, start: number): number {
  if (Number.isNaN(sorted[start])) return sorted.length;
  let end = start + 1;
  while (end < sorted.length && sorted[end] === sorted[start]) end++;
  return end;
}

function groupEnds(sorted: Float64Array): number[] {
  const ends: number[] = [];
  for (let start = 0; start < sorted.length; start = ends.at(-1) as number)
    ends.push(endOfGroup(sorted, start));
  return ends;
}

function wrongRows(
  { sorted, order }: SortedOrder,
  { labels, classes }: Extract<JudgedTarget, { kind: 'classification' }>,
): number {
  const counts = new Int32Array(classes);
  const own = new Int32Array(order.length);
  for (let place = 0; place < own.length; place++) own[place] = labels[order[place] as number] as number;
  let wrong = 0;
  for (let start = 0, end = 0; start < own.length; start = end) {
    end = endOfGroup(sorted, start);
    if (end - start > 1) {
      counts.fill(0);
      for (let place = start; place < end; place++) (counts[own[place] as number] as number)++;
      wrong += end - start - rightRows(counts);
    } else if (own[start] !== own[nearestPlace(sorted, start)]) {
      wrong++;
    }
  }
  return wrong;
}

/** The position before or after with the nearer value; beside missing cells the other one. */
function nearestPlace(sorted: Float64Array, place: number): number {
  const value = sorted[place] as number;
  const before = Math.abs((sorted[place - 1] ?? Number.NaN) - value);
  const after = Math.abs((sorted[place + 1] ?? Number.NaN) - value);
  return after < before || Number.isNaN(before) ? place + 1 : place - 1;
}

function errorBetween({ sorted, order }: SortedOrder, ends: readonly number[], ranks: Float64Array): number {
  const own = valuesAt(ranks, order);
  const starts = [0, ...ends];
  const means = new Float64Array(ends.length);
  for (let group = 0; group < means.length; group++) {
    const [start, end] = [starts[group] as number, ends[group] as number];
    means[group] = end - start === 1 ? (own[start] as number) : meanOf(own.subarray(start, end));
  }
  const isMissing = (group: number) => Number.isNaN(sorted[starts[group] as number]);
  let error = 0;
  for (let group = 0; group < ends.length; group++) {
    const [start, end] = [starts[group] as number, ends[group] as number];
    const size = end - start;
    const mean = means[group] as number;
    const before = means[group - 1];
    const after = group + 1 === ends.length || isMissing(group + 1) ? before : means[group + 1];
    const between = ((before ?? after ?? 0) + (after ?? 0)) / 2;
    for (let place = start; place < end; place++) {
      const rank = own[place] as number;
      error += Math.abs(rank - (size > 1 ? (mean * size - rank) / (size - 1) : between));
    }
  }
  return error;
}
