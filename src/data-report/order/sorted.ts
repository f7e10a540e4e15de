/** True for numbers or codes that never fall, or never rise, from row to row; missing ones break the order. */
export function isSorted(cells: ArrayLike<number>): boolean {
  let [isRising, isFalling] = [true, true];
  for (let row = 1; row < cells.length && (isRising || isFalling); row++) {
    const step = (cells[row] as number) - (cells[row - 1] as number);
    isRising &&= step >= 0;
    isFalling &&= step <= 0;
  }
  return isRising || isFalling;
}

/** True when rows with equal cells stand together: there are hardly more runs than values, and several rows to a run. */
export function isInRuns(cells: Float64Array): boolean {
  let runs = 0;
  const values = new Set<number>();
  cells.forEach((cell, row) => {
    values.add(cell);
    if (row === 0 || cell !== cells[row - 1]) runs++;
  });
  return values.size >= 5 && runs <= 1.1 * values.size && cells.length >= 2 * values.size;
}
