import type { JudgedTarget } from './target.ts';

/**
 * The error of predicting each row from the other rows with its code: their most frequent class, or their mean rank; a
 * row with a unique code counts as predicted as badly as possible. `codes` are from 0 to `size` − 1.
 */
export function errorOfCodes(codes: Int32Array, size: number, target: JudgedTarget): number {
  return target.kind === 'classification'
    ? wrongRows(codes, size, target)
    : absoluteError(codes, size, target.ranks);
}

function wrongRows(
  codes: Int32Array,
  size: number,
  { labels, classes }: Extract<JudgedTarget, { kind: 'classification' }>,
): number {
  const counts = new Int32Array(size * classes);
  for (let row = 0; row < codes.length; row++) {
    const at = (codes[row] as number) * classes + (labels[row] as number);
    counts[at] = (counts[at] as number) + 1;
  }
  let wrong = codes.length;
  for (let code = 0; code < size; code++) {
    wrong -= rightRows(counts.subarray(code * classes, (code + 1) * classes));
  }
  return wrong;
}

/** Given the class counts of some rows, the number of rows whose class is the most frequent among the others. */
export function rightRows(counts: Int32Array): number {
  let most = 0;
  let next = 0;
  for (let label = 0; label < counts.length; label++) {
    const count = counts[label] as number;
    if (count > most) {
      next = most;
      most = count;
    } else if (count > next) {
      next = count;
    }
  }
  // Without the row itself, its class must still have more rows than any other.
  return most - 1 > next ? most : 0;
}

function absoluteError(codes: Int32Array, size: number, ranks: Float64Array): number {
  const sums = new Float64Array(size);
  const counts = new Int32Array(size);
  let total = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    sums[code] = (sums[code] as number) + (ranks[row] as number);
    counts[code] = (counts[code] as number) + 1;
    total += ranks[row] as number;
  }
  let error = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    const value = ranks[row] as number;
    const others = (counts[code] as number) - 1;
    const predicted = others === 0 ? total / codes.length : ((sums[code] as number) - value) / others;
    error += Math.abs(value - predicted);
  }
  return error;
}
