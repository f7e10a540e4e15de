/*
 * The class that probabilities stand for. Exported folders carry the compiled text of this file, so it imports nothing.
 */

/**
 * The most probable class in this row of [rows, classes], the first of equal ones. With a threshold, which two classes
 * may have: the second one when its probability reaches the threshold.
 */
export function chosenClass(
  probabilities: ArrayLike<number>,
  row: number,
  classes: number,
  threshold?: number,
): number {
  const start = row * classes;
  if (threshold !== undefined) return (probabilities[start + 1] as number) >= threshold ? 1 : 0;
  let best = 0;
  for (let c = 1; c < classes; c++) {
    if ((probabilities[start + c] as number) > (probabilities[start + best] as number)) best = c;
  }
  return best;
}
