/** The distinct labels in a cell, in its order, without blanks around them. */
export function namesIn(cell: string, separator: string): string[] {
  const names = cell.split(separator).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}
