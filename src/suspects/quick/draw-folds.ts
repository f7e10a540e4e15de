import type { RowGroups } from '../../data/raw-data.ts';
import { randomFor } from '../../statistics/random.ts';

/**
 * The fold of each row, [rows] from 0 to `count` − 1. Groups stay whole and go to the fold with the fewest rows; rows
 * without groups are dealt out class by class, so that each fold has the proportions of the classes.
 */
export function drawFoldOf(
  rows: number,
  count: number,
  { labels, groups, repeat }: Strata & { readonly repeat: number },
): Int32Array {
  const random = randomFor('suspects', 'folds', repeat);
  const shuffled = random.shuffle(Int32Array.from({ length: rows }, (_, row) => row));
  const foldOf = new Int32Array(rows);
  if (groups === undefined) {
    const ordered = labels === undefined ? shuffled : byLabel(shuffled, labels);
    ordered.forEach((row, place) => {
      foldOf[row] = place % count;
    });
    return foldOf;
  }
  const sizes = new Int32Array(count);
  const foldOfGroup = new Map<number, number>();
  const lengths = new Map<number, number>();
  for (const row of shuffled) {
    const group = groups.codes[row] as number;
    lengths.set(group, (lengths.get(group) ?? 0) + 1);
  }
  for (const [group, length] of lengths) {
    const smallest = sizes.indexOf(Math.min(...sizes));
    foldOfGroup.set(group, smallest);
    sizes[smallest] = (sizes[smallest] as number) + length;
  }
  return foldOf.map((_, row) => foldOfGroup.get(groups.codes[row] as number) as number);
}

export interface Strata {
  /** [rows] class indices; undefined for a regression. */
  readonly labels?: ArrayLike<number> | undefined;
  readonly groups?: RowGroups | undefined;
}

function byLabel(rows: Int32Array, labels: ArrayLike<number>): Int32Array {
  return Int32Array.from([...rows].sort((one, other) => (labels[one] as number) - (labels[other] as number)));
}
