import type { CurveColumns } from '../columns/curve-columns.ts';

/** By epoch, the levels between which the middle half of the curves lies, and the median; from at least 4 curves. */
export interface CurveBand {
  readonly epochs: readonly number[];
  readonly upper: readonly number[];
  readonly median: readonly number[];
  readonly lower: readonly number[];
}

const fewest = 4;
/** Steps of a level: finer than a pixel of any picture. */
const bins = 2048;

/**
 * Quartiles of the curves that have reached each epoch, of levels as `curveLevels` makes them: one pass that counts.
 * Epochs count as whole numbers.
 */
export function curveBand(
  { offset, epoch }: CurveColumns,
  levels: Float32Array,
  members: ArrayLike<number>,
): CurveBand {
  const counts = new Map<number, Uint32Array>();
  let known = Number.NaN;
  let bin: Uint32Array | undefined;
  for (let index = 0; index < members.length; index++) {
    const curve = members[index] as number;
    for (let at = offset[curve] as number; at < (offset[curve + 1] as number); at++) {
      const level = levels[at] as number;
      if (Number.isNaN(level)) continue;
      const each = Math.round(epoch[at] as number);
      if (each !== known) {
        known = each;
        bin = counts.get(each) ?? new Uint32Array(bins + 1);
        counts.set(each, bin);
      }
      const place = Math.max(0, Math.min(bins, Math.round(level * bins)));
      (bin as Uint32Array)[place] = ((bin as Uint32Array)[place] as number) + 1;
    }
  }
  const epochs = [...counts.keys()].sort((one, other) => one - other);
  const rows = epochs.map((each) => quartiles(counts.get(each) as Uint32Array));
  const kept = epochs
    .map((each, place) => ({ epoch: each, row: rows[place] }))
    .filter(({ row }) => row !== undefined);
  const column = (place: number) => kept.map(({ row }) => row?.[place] as number);
  return {
    epochs: kept.map(({ epoch: each }) => each),
    upper: column(0),
    median: column(1),
    lower: column(2),
  };
}

/** Undefined of too few. */
function quartiles(counts: Uint32Array): number[] | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total < fewest) return undefined;
  const found: number[] = [];
  let sum = 0;
  for (const [bin, count] of counts.entries()) {
    sum += count;
    while (found.length < 3 && sum >= ((found.length + 1) / 4) * total) found.push(bin / bins);
  }
  return found;
}
