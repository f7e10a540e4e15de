import type { Division } from './by-class.ts';

/** A moment at which rows may be divided: the number of earlier rows, and the first time after it. */
interface Cut {
  readonly before: number;
  readonly time: number;
}

/**
 * The index of each row's share: each row of a share is earlier than all rows of later shares, and the shares are as
 * near to the fractions as that allows. `times` and `groupOf` are indexed by row; no group is divided. Undefined when
 * no such division leaves rows in each share.
 */
export function drawByTime(
  { rows, fractions }: Division,
  times: Float64Array,
  groupOf: Int32Array | undefined,
): Uint8Array | undefined {
  const cuts = possibleCuts(rows, times, groupOf);
  const used = fractions.flatMap((fraction, share) => (fraction > 0 ? [share] : []));
  const wanted = used.slice(1).map((share) => {
    const earlier = fractions.slice(0, share).reduce((sum, fraction) => sum + fraction, 0);
    return earlier * rows.length;
  });
  const chosen = nearestCuts(cuts, wanted);
  if (chosen === undefined) return undefined;
  return Uint8Array.from(rows, (row) => {
    const time = times[row] as number;
    return used[chosen.filter((cut) => time >= cut.time).length] as number;
  });
}

/** Between two neighbouring times, unless a group has rows on both sides. */
function possibleCuts(rows: Int32Array, times: Float64Array, groupOf: Int32Array | undefined): Cut[] {
  const timeOf = (row: number) => times[row] as number;
  const sorted = rows.toSorted((one, other) => timeOf(one) - timeOf(other));
  const endOf = groupOf === undefined ? undefined : lastTimes(rows, times, groupOf);
  const cuts: Cut[] = [];
  let open = Number.NEGATIVE_INFINITY;
  sorted.forEach((row, before) => {
    const time = timeOf(row);
    const previous = before === 0 ? undefined : timeOf(sorted[before - 1] as number);
    if (previous !== undefined && time > previous && open <= previous) cuts.push({ before, time });
    open = Math.max(open, endOf?.get(groupOf?.[row] as number) ?? time);
  });
  return cuts;
}

function lastTimes(rows: Int32Array, times: Float64Array, groupOf: Int32Array): Map<number, number> {
  const last = new Map<number, number>();
  for (const row of rows) {
    const group = groupOf[row] as number;
    last.set(group, Math.max(last.get(group) ?? Number.NEGATIVE_INFINITY, times[row] as number));
  }
  return last;
}

/** One or two different cuts, in order, with the least sum of distances from the wanted numbers of earlier rows. */
function nearestCuts(cuts: readonly Cut[], wanted: readonly number[]): Cut[] | undefined {
  if (cuts.length < wanted.length) return undefined;
  const places = wanted.map((rows) => nearestTo(cuts, rows));
  const [first = 0, second] = places;
  if (second === undefined || first < second) return places.map((place) => cuts[place] as Cut);
  const pairs = [
    [first - 1, second],
    [first, second + 1],
  ].filter(([one = 0, other = 0]) => one >= 0 && other < cuts.length);
  const distance = (pair: readonly number[]) =>
    pair.reduce((sum, place, index) => sum + Math.abs((cuts[place]?.before ?? 0) - (wanted[index] ?? 0)), 0);
  const [nearest] = pairs.sort((one, other) => distance(one) - distance(other));
  return nearest?.map((place) => cuts[place] as Cut);
}

function nearestTo(cuts: readonly Cut[], rows: number): number {
  const next = cuts.findIndex(({ before }) => before >= rows);
  if (next === -1) return cuts.length - 1;
  const isPreviousNearer =
    next > 0 && rows - (cuts[next - 1] as Cut).before < (cuts[next] as Cut).before - rows;
  return isPreviousNearer ? next - 1 : next;
}

/**
 * The block of each row, of `count` blocks of about as many rows: each row of a block is earlier than all rows of later
 * ones, and no group is divided. Undefined when there are not so many moments at which rows may be divided.
 */
export function blocksByTime(
  rows: Int32Array,
  times: Float64Array,
  groupOf: Int32Array | undefined,
  count: number,
): Uint8Array | undefined {
  let cuts = possibleCuts(rows, times, groupOf);
  if (cuts.length < count - 1) return undefined;
  const chosen: Cut[] = [];
  for (let block = 1; block < count; block++) {
    // The later blocks need a cut each.
    const left = count - 1 - block;
    const place = nearestTo(cuts.slice(0, cuts.length - left), (block / count) * rows.length);
    chosen.push(cuts[place] as Cut);
    cuts = cuts.slice(place + 1);
  }
  return Uint8Array.from(rows, (row) => chosen.filter(({ time }) => (times[row] as number) >= time).length);
}
