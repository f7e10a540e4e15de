import type { ColumnSpec, ColumnType } from '../../study/column-spec.ts';

/** A declaration to paste: { "price": { "type": "number", "unit": "$" } }. */
export function declared(column: string, spec: ColumnType | ColumnSpec): string {
  return written({ [column]: spec });
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}: ${written(field)}`);
  return `{ ${fields.join(', ')} }`;
}
