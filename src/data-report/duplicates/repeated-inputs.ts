import { binomialTail } from '../../statistics/significance.ts';

/** Rows that have the inputs of the row before. */
export interface RepeatedInputs {
  readonly count: number;
  readonly share: number;
  /** The share of rows that have the inputs of a row at random, or of one farther before if these are more. */
  readonly byChance: number;
}

const fewestRows = 100;
const smallestShare = 0.05;
const smallestFactor = 5;
const certainty = 1e-9;
/** In a file sorted by something, rows so far apart are still similar; the rows of a person or series seldom are. */
const fartherBefore = 20;

/**
 * Undefined unless far more rows have the inputs of the row before than chance explains (binomial tail below 1e-9).
 * `leader`: for each row the first one with the same inputs, in the order of the file.
 */
export function repeatedInputs(leader: Int32Array): RepeatedInputs | undefined {
  const rows = leader.length;
  if (rows < fewestRows) return undefined;
  const sizes = new Int32Array(rows);
  let [count, farther] = [0, 0];
  leader.forEach((group, row) => {
    sizes[group] = (sizes[group] as number) + 1;
    if (row > 0 && group === leader[row - 1]) count++;
    if (group === leader[row - fartherBefore]) farther++;
  });
  const pairs = sizes.reduce((sum, size) => sum + size * (size - 1), 0);
  const byChance = Math.max(pairs / (rows * (rows - 1)), farther / rows);
  const share = count / (rows - 1);
  if (share < smallestShare || share < smallestFactor * byChance) return undefined;
  return binomialTail(count, rows - 1, byChance) > certainty ? undefined : { count, share, byChance };
}
