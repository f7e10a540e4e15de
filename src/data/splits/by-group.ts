import type { Random } from '../../statistics/random.ts';
import type { Division } from './by-class.ts';
import { GroupShares, type RowGroup } from './group-shares.ts';

/** With more groups, the first placement is as near to the fractions as rows allow. */
const mostImproved = 5000;
const mostPairedWithAll = 200;
const pairs = 20;
const passes = 10;

/** Labels of rows, and the number of classes. */
export interface Classes {
  readonly labels: Int32Array;
  readonly count: number;
}

/**
 * The index of each row's share: all rows of a group have the same, and the shares of rows, and of each class where
 * `classes` are given, are near the fractions. `groupOf` and the labels are indexed by row. Needs as many groups as
 * shares. The order of the groups is random, large ones first: large groups are harder to place.
 */
export function drawByGroup(
  { rows, fractions }: Division,
  groupOf: Int32Array,
  classes: Classes | undefined,
  random: Random,
): Uint8Array {
  const codes = new Map<number, number>();
  const codeOf = rows.map((row) => {
    const group = groupOf[row] as number;
    const known = codes.get(group);
    if (known !== undefined) return known;
    codes.set(group, codes.size);
    return codes.size - 1;
  });
  const groups = countGroups(rows, codeOf, codes.size, classes?.labels);
  const used = fractions.flatMap((fraction, share) => (fraction > 0 ? [share] : []));
  const shares = new GroupShares(
    groups,
    fractions.filter((fraction) => fraction > 0),
    classes?.count ?? 0,
  );
  const order = orderOf(groups, random);
  for (const group of order) shares.put(group, nearest(shares, group, used.length));
  fillEmptyShares(shares, order, used.length);
  improve(shares, order, used.length);
  return Uint8Array.from(codeOf, (code) => used[shares.shareOf[code] as number] as number);
}

function countGroups(
  rows: Int32Array,
  codeOf: Int32Array,
  count: number,
  labels: Int32Array | undefined,
): RowGroup[] {
  const groups = Array.from({ length: count }, () => ({
    rows: 0,
    labels: [] as number[],
    counts: [] as number[],
  }));
  for (let place = 0; place < rows.length; place++) {
    const group = groups[codeOf[place] as number] as (typeof groups)[number];
    group.rows++;
    const label = labels?.[rows[place] as number];
    if (label === undefined) continue;
    const known = group.labels.indexOf(label);
    if (known >= 0) group.counts[known] = (group.counts[known] as number) + 1;
    else {
      group.labels.push(label);
      group.counts.push(1);
    }
  }
  return groups;
}

/** Groups of about the same size, within a factor of two, are in random order. */
function orderOf(groups: readonly RowGroup[], random: Random): number[] {
  const magnitudes = groups.map(({ rows }) => Math.floor(Math.log2(rows)));
  const shuffled = random.shuffle(groups.map((_, group) => group));
  return shuffled.sort((one, other) => (magnitudes[other] as number) - (magnitudes[one] as number));
}

/** The share that comes nearest to its fraction; of equals the one with the fewest groups. */
function nearest(shares: GroupShares, group: number, count: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let share = 0; share < count; share++) {
    const change = shares.change(group, share, 1);
    const isTie = Math.abs(change - least) <= 1e-9 * Math.abs(change);
    if (isTie ? shares.members(share) >= shares.members(best) : change >= least) continue;
    best = share;
    least = change;
  }
  return best;
}

/** A large group may leave no place for others in its share, but each share needs one. */
function fillEmptyShares(shares: GroupShares, order: readonly number[], count: number): void {
  for (let share = 0; share < count; share++) {
    if (shares.members(share) > 0) continue;
    const movable = order.filter((group) => shares.members(shares.shareOf[group] as number) > 1);
    const cost = (group: number) =>
      shares.change(group, shares.shareOf[group] as number, -1) + shares.change(group, share, 1);
    const [cheapest] = movable.toSorted((one, other) => cost(one) - cost(other));
    if (cheapest !== undefined) shares.put(cheapest, share);
  }
}

/** Moves single groups and exchanges pairs of them as long as that brings the shares nearer to their fractions. */
function improve(shares: GroupShares, order: readonly number[], count: number): void {
  if (order.length > mostImproved) return;
  for (let pass = 0; pass < passes; pass++) {
    const moved = order.filter((group) => moveNearer(shares, group, count));
    const swapped = order.filter((_, place) => swapNearer(shares, order, place));
    if (moved.length + swapped.length === 0) return;
  }
}

function moveNearer(shares: GroupShares, group: number, count: number): boolean {
  const from = shares.shareOf[group] as number;
  if (shares.members(from) < 2) return false;
  for (let share = 0; share < count; share++) {
    if (share !== from && isGain(shares.put(group, share))) return true;
    shares.put(group, from);
  }
  return false;
}

/** With many groups, only those of nearly the same size are paired. */
function swapNearer(shares: GroupShares, order: readonly number[], place: number): boolean {
  const group = order[place] as number;
  const last = order.length <= mostPairedWithAll ? order.length : Math.min(order.length, place + 1 + pairs);
  for (let next = place + 1; next < last; next++) {
    const other = order[next] as number;
    const [mine, theirs] = [shares.shareOf[group] as number, shares.shareOf[other] as number];
    if (mine === theirs) continue;
    if (isGain(shares.put(group, theirs) + shares.put(other, mine))) return true;
    shares.put(group, mine);
    shares.put(other, theirs);
  }
  return false;
}

function isGain(change: number): boolean {
  return change < -1e-9;
}
