/** RFC 4180; an empty cell for an absent value. */
export function csvLine(row: readonly unknown[]): string {
  return row.map(csvCell).join(',');
}

function csvCell(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  const text =
    cell instanceof Date
      ? cell.toISOString()
      : typeof cell === 'object'
        ? JSON.stringify(cell)
        : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
