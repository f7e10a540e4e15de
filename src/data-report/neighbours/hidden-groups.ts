import type { NumberColumn, RawColumn } from '../../data/raw-data.ts';
import { randomFor } from '../../statistics/random.ts';
import { selectMedian } from '../../statistics/select-median.ts';
import { equalGroups } from '../../statistics/sorting/equal-groups.ts';
import { nearestOf } from './nearest.ts';
import { pointsOf } from './points.ts';

/** Groups of rows that are much more similar to each other than to any other row. */
export interface HiddenGroups {
  /** The usual number of rows in a group. */
  readonly size: number;
  /** The usual ratio of the distance to the nearest row outside of the group to that of the farthest in it. */
  readonly jump: number;
  /** The largest jump of a row in units of the mean of its others, the median over rows; about 3.6 without groups. */
  readonly prominence: number;
  /** Examined rows with such a jump, and the others of their group. */
  readonly groups: readonly { readonly row: number; readonly others: Int32Array }[];
}

const mostRows = 8000;
const mostAnchors = 300;
const neighbours = 16;
const fewestAnchors = 50;
/** Between 3.5 and 4.0 on 13 real tables and in all generated ones without groups. */
const smallestProminence = 5;

/**
 * Without groups the density around a row is even: with distances d₁ < d₂ < …, k · ln(dₖ₊₁ / dₖ) are independent and
 * exponential, all with the same mean 1 / dimension (Facco et al. 2017). The largest of 15 is then 3.6 times as large
 * as the mean of the others, in the median. A group of m rows has one jump far above, from its own m − 1 to the first other
 * row. Uses columns in which a quarter of the rows differ, and needs two.
 */
export function measureGroups(columns: readonly RawColumn[], total: number): HiddenGroups | undefined {
  const rows = Int32Array.from({ length: Math.min(total, mostRows) }, (_, row) => row);
  const used = columns.filter((column) => column.kind === 'number' && isContinuous(column, rows));
  if (used.length < 2) return undefined;
  const points = pointsOf(used, rows);
  const anchors = randomFor('hidden groups').shuffle(rows.slice()).subarray(0, mostAnchors);
  const found = Array.from(anchors, (row) => {
    const nearest = nearestOf(points, row, neighbours, rows);
    const jump = largestJump(nearest.distances);
    return jump === undefined ? [] : [{ row, ...jump, others: nearest.rows.subarray(0, jump.after) }];
  }).flat();
  if (found.length < fewestAnchors) return undefined;
  const prominence = selectMedian(Float64Array.from(found, (each) => each.prominence));
  if (prominence < smallestProminence) return undefined;
  const groups = found.filter((each) => each.prominence >= smallestProminence);
  return {
    prominence,
    size: 1 + Math.round(selectMedian(Float64Array.from(groups, ({ after }) => after))),
    jump: selectMedian(Float64Array.from(groups, ({ ratio }) => ratio)),
    groups,
  };
}

/** Undefined where a distance is 0: equal rows are found as copies. */
function largestJump(distances: Float64Array) {
  if (distances.length < neighbours || distances[0] === 0) return undefined;
  const ratioAt = (at: number) => (distances[at] as number) / (distances[at - 1] as number);
  const jumps = Array.from({ length: neighbours - 1 }, (_, at) => (at + 1) * Math.log(ratioAt(at + 1)));
  const largest = Math.max(...jumps);
  const after = jumps.indexOf(largest) + 1;
  const mean = (jumps.reduce((sum, jump) => sum + jump, 0) - largest) / (jumps.length - 1);
  return { after, ratio: ratioAt(after), prominence: mean > 0 ? largest / mean : 0 };
}

/** True where values hardly repeat: equal ones would be groups of their own. */
function isContinuous({ values }: NumberColumn, rows: Int32Array): boolean {
  const groups = equalGroups(values, rows, rows.length);
  return groups !== undefined && groups.count >= rows.length / 4 && !groups.groupOf.includes(-1);
}
