import { chiSquareTail } from '../chi-square.ts';
import { type Interval, level } from '../mean-interval.ts';
import { normalQuantile } from '../normal-quantile.ts';
import { allPlaces, valuesAt } from '../places.ts';
import { type EqualGroups, equalGroups } from '../sorting/equal-groups.ts';
import type { SortedOrder } from '../sorting/sort-by-range.ts';
import { sortedOrder } from '../sorting/sort-order.ts';
import { noncentralityInterval } from './noncentral-chi-square.ts';

/** How much of the differences between rows a division into groups explains. */
export interface Explained extends Interval {
  /** The share beyond what chance explains, 0 to 1. */
  readonly share: number;
  /** The probability of as large a statistic where the groups tell nothing. */
  readonly chance: number;
}

/** Ranks from 0; equal values share the mean of their ranks. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  return ranksOfSorted(sortedOrder(values));
}

/** The same of numbers that have been sorted; each rank stands at its number's place before that. */
export function ranksOfSorted({ sorted, order }: SortedOrder): Float64Array {
  const ranks = new Float64Array(order.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    // NaN equals nothing, itself included.
    end++;
    while (end < order.length && sorted[end] === sorted[start]) end++;
    for (let place = start; place < end; place++) ranks[order[place] as number] = (start + end - 1) / 2;
  }
  return ranks;
}

/** The ranks of the numbers among each other, from 0; NaN for NaN. */
export function ranksOfKnown(values: ArrayLike<number>): Float64Array {
  const known = allPlaces(values.length).filter((place) => !Number.isNaN(values[place]));
  const ranks = ranksOf(valuesAt(values, known));
  const all = new Float64Array(values.length).fill(Number.NaN);
  known.forEach((place, at) => {
    all[place] = ranks[at] as number;
  });
  return all;
}

/**
 * The share of the variance of the ranks between groups, from Kruskal and Wallis's H (1952), tie-corrected, minus what
 * chance gives: (H − k + 1) / (n − k). `codes` has the group of each value, none of them NaN. The interval is that of the noncentrality of
 * the ratio of the variances between and within groups.
 */
export function explainedRanks(ranks: Float64Array, codes: ArrayLike<number>): Explained {
  const { count: groups, groupOf } = equalGroups(codes, allPlaces(ranks.length), ranks.length) as EqualGroups;
  const [counts, sums] = [new Float64Array(groups), new Float64Array(groups)];
  const middle = (ranks.length - 1) / 2;
  let total = 0;
  for (let place = 0; place < ranks.length; place++) {
    const group = groupOf[place] as number;
    const distance = (ranks[place] as number) - middle;
    (counts[group] as number)++;
    (sums[group] as number) += distance;
    total += distance ** 2;
  }
  const rows = ranks.length;
  if (groups < 2 || total === 0 || rows <= groups) return { share: 0, low: 0, high: 1, chance: 1 };
  let between = 0;
  for (let group = 0; group < groups; group++) {
    between += (sums[group] as number) ** 2 / (counts[group] as number);
  }
  const statistic = ((rows - 1) * between) / total;
  const share = (statistic - groups + 1) / (rows - groups);
  const ratio = statistic / Math.max(1e-9 * rows, rows - 1 - statistic);
  const { low, high } = noncentralityInterval((rows - groups) * ratio, groups - 1);
  // The variance within the groups is estimated too, which a χ² statistic does not know.
  const excess = Math.max(0, (rows - groups) * ratio - groups + 1);
  const wider = Math.sqrt(1 + (groups - 1 + excess) ** 2 / ((rows - groups) * (groups - 1 + 2 * excess)));
  const shareOf = (noncentrality: number) => Math.max(0, noncentrality) / (Math.max(0, noncentrality) + rows);
  return bounded(share, chiSquareTail(statistic, groups - 1), {
    low: shareOf(excess + wider * (low - excess)),
    high: shareOf(excess + wider * (high - excess)),
  });
}

/**
 * Cramér's V², with Bergsma's correction of its bias (2013), from a table of counts without empty rows and columns; its
 * interval is that of the noncentrality of Pearson's χ².
 */
export function explainedCounts(counts: readonly ArrayLike<number>[]): Explained {
  const rows = counts.map((row) => Array.from(row).reduce((sum, each) => sum + each, 0));
  const columns = Array.from(counts[0] ?? [], (_, at) =>
    counts.reduce((sum, row) => sum + (row[at] as number), 0),
  );
  const total = rows.reduce((sum, each) => sum + each, 0);
  const smaller = Math.min(rows.length, columns.length) - 1;
  if (smaller < 1) return { share: 0, low: 0, high: 1, chance: 1 };
  let statistic = 0;
  counts.forEach((row, place) => {
    columns.forEach((column, at) => {
      const expected = ((rows[place] as number) * column) / total;
      statistic += ((row[at] as number) - expected) ** 2 / expected;
    });
  });
  const degrees = (rows.length - 1) * (columns.length - 1);
  const corrected = (size: number) => size - (size - 1) ** 2 / (total - 1);
  const smallest = Math.min(corrected(rows.length), corrected(columns.length)) - 1;
  const share = (statistic / total - degrees / (total - 1)) / smallest;
  const { low, high } = noncentralityInterval(statistic, degrees);
  const most = total * smaller;
  return bounded(share, chiSquareTail(statistic, degrees), { low: low / most, high: high / most });
}

function bounded(share: number, chance: number, { low, high }: Interval): Explained {
  const within = Math.min(1, Math.max(0, share));
  return { share: within, low: Math.min(within, low), high: Math.max(within, Math.min(1, high)), chance };
}

/** Spearman's correlation of two lists of ranks, with the interval of Bonett and Wright (2000). */
export function rankCorrelation(one: Float64Array, other: Float64Array): Interval & { value: number } {
  const middle = (one.length - 1) / 2;
  let [product, first, second] = [0, 0, 0];
  one.forEach((rank, place) => {
    const [a, b] = [rank - middle, (other[place] as number) - middle];
    product += a * b;
    first += a * a;
    second += b * b;
  });
  const value = first === 0 || second === 0 ? 0 : product / Math.sqrt(first * second);
  if (one.length < 5 || Math.abs(value) >= 1)
    return { value, low: value >= 1 ? 1 : -1, high: value <= -1 ? -1 : 1 };
  const half = normalQuantile((1 + level) / 2) * Math.sqrt((1 + value ** 2 / 2) / (one.length - 3));
  return { value, low: Math.tanh(Math.atanh(value) - half), high: Math.tanh(Math.atanh(value) + half) };
}
