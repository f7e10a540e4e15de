import type { ColumnSpec, ColumnType } from '../../study/column-spec.ts';

/** A declaration to paste: { "price": { "type": "number", "unit": "$" } }. */
export function declared(column: string, spec: ColumnType | ColumnSpec): string {
  return spaced({ [column]: spec });
}

/** JSON in one line, with a space behind each mark. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${spaced(each)}`);
  return `{ ${entries.join(', ')} }`;
}
