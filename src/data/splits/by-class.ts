import type { Random } from '../../statistics/random.ts';
import { apportion } from './apportion.ts';

/** The rows to divide, as indices, and the fraction of them that each share receives; the fractions sum to 1. */
export interface Division {
  readonly rows: Int32Array;
  readonly fractions: readonly number[];
}

/**
 * The index of each row's share. The part of each class in each share is its fraction of the class, rounded down or up;
 * without `labels`, which are indexed by row, the same holds for all rows together.
 */
export function drawByClass(
  { rows, fractions }: Division,
  labels: Int32Array | undefined,
  random: Random,
): Uint8Array {
  const classes = placesByClass(rows, labels);
  const counts = apportion(
    classes.map((places) => places.length),
    fractions,
  );
  const shareOf = new Uint8Array(rows.length);
  classes.forEach((places, index) => {
    const shuffled = random.shuffle(places).values();
    counts[index]?.forEach((count, share) => {
      for (let taken = 0; taken < count; taken++) shareOf[shuffled.next().value as number] = share;
    });
  });
  return shareOf;
}

/** The places of each class's rows, in the order of the classes, or of all rows. */
function placesByClass(rows: Int32Array, labels: Int32Array | undefined): Int32Array[] {
  if (labels === undefined) return [rows.map((_, place) => place)];
  const sizes: number[] = [];
  for (const row of rows) {
    const label = labels[row] as number;
    while (sizes.length <= label) sizes.push(0);
    sizes[label] = (sizes[label] as number) + 1;
  }
  const classes = sizes.map((size) => new Int32Array(size));
  const filled = sizes.map(() => 0);
  rows.forEach((row, place) => {
    const label = labels[row] as number;
    (classes[label] as Int32Array)[filled[label] as number] = place;
    filled[label] = (filled[label] as number) + 1;
  });
  return classes;
}
