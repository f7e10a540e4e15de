import type { ColumnSpec, ColumnType } from '../../study/column-spec.ts';

/** A declaration to paste: { "price": { "type": "number", "unit": "$" } }. */
export function declared(column: string, spec: ColumnType | ColumnSpec): string {
  return JSON.stringify({ [column]: spec })
    .replaceAll('{', '{ ')
    .replaceAll('}', ' }')
    .replaceAll('":', '": ')
    .replaceAll(',"', ', "');
}
