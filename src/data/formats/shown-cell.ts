/** A cell as faults show it: JSON has no bigint, and a date would look like an object. */
export function shownCell(cell: unknown): unknown {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? String(cell) : cell.toISOString();
  return typeof cell === 'bigint' ? String(cell) : cell;
}
