import { writeWholeText } from '../files/write-whole.ts';
import type { ColumnSchema, TableSchema } from '../reports/table-schema.ts';
import { declareColumns } from '../space-file/document/declare-columns.ts';
import { readText } from '../space-file/read-text.ts';
import type { ColumnSpec, ColumnType } from '../study/column-spec.ts';

/** Writes the types of a table's columns into the space file, which is replaced as a whole. */
export async function writeSchema(path: string, { columns }: TableSchema): Promise<void> {
  const declared = columns.flatMap((column) => {
    const declaration = declarationOf(column);
    return declaration === undefined ? [] : [[column.name, declaration] as const];
  });
  const text = declareColumns(readText(path), path, Object.fromEntries(declared));
  const kind = { name: 'a space file', recognises: () => true };
  const target = { option: 'writeSchema', path, mayReplace: true, kind, reads: [] };
  await writeWholeText(target, async (file) => void (await file.writeFile(text)));
}

/** Undefined for a column that the space file declares already, or that has no value or no type. */
function declarationOf({ type, spec, form }: ColumnSchema): ColumnType | ColumnSpec | undefined {
  if (spec !== undefined || type === undefined) return undefined;
  return form === undefined || Object.keys(form).length === 1 ? type : ({ ...form, type } as ColumnSpec);
}
