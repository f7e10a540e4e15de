import { type Column, renderTable, totalWidth } from './table.ts';

/**
 * A table of all columns, in lines of at most `width` characters: those that do not fit follow in further tables, each
 * beginning with the first `keys` columns.
 */
export function renderWideTable(columns: readonly Column[], width: number, keys: number): string {
  const parts: string[] = [];
  const head = columns.slice(0, keys);
  let rest = columns.slice(keys);
  do {
    let count = rest.length;
    // One column at least, or a wide one would never be shown.
    while (count > 1 && totalWidth([...head, ...rest.slice(0, count)]) > width) count--;
    parts.push(renderTable(unranked([...head, ...rest.slice(0, count)]), width).text);
    rest = rest.slice(count);
  } while (rest.length > 0);
  return parts.join('\n\n');
}

/** Columns without a rank are never dropped. */
function unranked(columns: readonly Column[]): Column[] {
  return columns.map(({ rank: _, ...column }) => column);
}
