import { parseDocument } from 'yaml';
import { FaultsError } from '../../faults/errors.ts';
import type { ColumnSpec, ColumnType } from '../../study/column-spec.ts';

/**
 * A space file's text with these columns in `data.columns`, in the file's own format: comments of a YAML file stay, a
 * JSON file is indented by two spaces. Columns that it declares already stay as they are. FaultsError for a file whose
 * `data` is only a name.
 */
export function declareColumns(
  text: string,
  file: string,
  columns: Readonly<Record<string, ColumnType | ColumnSpec>>,
): string {
  if (/\.json$/i.test(file)) {
    const content = JSON.parse(text) as { data: unknown };
    const data = requireTable(content.data, file);
    const all = { ...columns, ...data.columns };
    return `${JSON.stringify({ ...content, data: { ...data, columns: all } }, undefined, 2)}\n`;
  }
  const document = parseDocument(text);
  requireTable(document.getIn(['data']), file);
  for (const [name, column] of Object.entries(columns)) {
    const path = ['data', 'columns', name];
    if (!document.hasIn(path)) document.setIn(path, document.createNode(column));
  }
  return document.toString();
}

function requireTable(data: unknown, file: string): { readonly columns?: object } {
  if (typeof data === 'object' && data !== null) return data;
  const constraint = 'must be an object with a "source" before the columns can be written into it';
  throw new FaultsError([{ file, field: 'data', constraint, value: data }]);
}
