import { writeWholeText } from '../files/write-whole.ts';
import type { ColumnSchema, TableSchema } from '../reports/table-schema.ts';
import { declareColumns } from '../space-file/document/declare-columns.ts';
import { readText } from '../space-file/read-text.ts';
import type { ColumnSpec, ColumnType } from '../study/column-spec.ts';

/** Writes the types of a table's columns into the space file, which is replaced as a whole. */
export async function writeSchema(path: string, { columns }: TableSchema): Promise<void> {
  const text = declareColumns(readText(path), path, declaredColumns(columns));
  const kind = { name: 'a space file', recognises: () => true };
  const target = { option: 'writeSchema', path, mayReplace: true, kind, reads: [] };
  await writeWholeText(target, async (file) => void (await file.writeFile(text)));
}

/** `data.columns` of a space file. */
export function declaredColumns(
  columns: readonly ColumnSchema[],
): Readonly<Record<string, ColumnType | ColumnSpec>> {
  const declared = columns.flatMap((column) => {
    const spec = declarationOf(column);
    return spec === undefined ? [] : [[column.name, spec] as const];
  });
  return Object.fromEntries(declared);
}

/** What the space file says already stays; a column without a value or a type is not declared. */
function declarationOf({ type, spec, form }: ColumnSchema): ColumnType | ColumnSpec | undefined {
  if (spec !== undefined) return spec;
  if (type === undefined) return undefined;
  const fields = form === undefined ? {} : form;
  return Object.keys(fields).length > 1 ? ({ ...fields, type } as ColumnSpec) : type;
}
