import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Random } from '../../../src/statistics/random.ts';
import type { Edit } from '../fuzzer.ts';
import type { Stock } from '../stock.ts';
import { happens, pick, times } from './choice.ts';
import { mutateValue } from './json-value.ts';
import { junkText, junkValue } from './junk.ts';

interface Cell {
  readonly table: string;
  readonly column: string;
  readonly rowid: number;
  readonly value: unknown;
}

/** One to three statements that damage the content or the tables of a stock database. */
export async function statements(random: Random, stock: Stock, file: string): Promise<Edit[]> {
  const cells = cellsIn(join(await stock.folder(file), file));
  return times(1 + random.below(3), () => ({ sql: statement(random, pick(random, cells)) }));
}

function statement(random: Random, { table, column, rowid, value }: Cell): string {
  const [name, field] = [quoted(table), quoted(column)];
  switch (random.below(12)) {
    case 0:
      return `delete from ${name} where rowid = ${rowid}`;
    case 1:
      return pick(random, [
        `delete from ${name}`,
        `drop table ${name}`,
        `alter table ${name} drop column ${field}`,
      ]);
    case 2:
      return `alter table ${name} rename column ${field} to ${quoted(`${column}x`)}`;
    case 3:
      return `update ${name} set ${field} = (select ${field} from ${name} order by rowid desc limit 1)`;
    case 4:
      return `pragma user_version = ${random.below(9)}; update sqlite_master set sql = replace(sql, 'not null', '')`;
    default:
      return `update ${name} set ${field} = ${literal(damagedValue(random, value))}${happens(random, 0.8) ? ` where rowid = ${rowid}` : ''}`;
  }
}

/** JSON in a text is damaged inside, most of the time. */
function damagedValue(random: Random, value: unknown): unknown {
  if (typeof value === 'string' && /^[[{]/.test(value) && happens(random, 0.8)) {
    return JSON.stringify(mutateValue(random, JSON.parse(value) as unknown));
  }
  if (Buffer.isBuffer(value) && happens(random, 0.8)) {
    const cut = value.subarray(0, random.below(value.length + 1));
    return happens(random, 0.5)
      ? cut
      : Buffer.concat([cut, Buffer.from([random.below(256)]), value.subarray(cut.length + 1)]);
  }
  return happens(random, 0.3) ? junkText(random) : junkValue(random);
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Buffer.isBuffer(value)) return `x'${value.toString('hex')}'`;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '9e999';
  if (typeof value === 'boolean') return value ? '1' : '0';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `'${text.replaceAll('\0', '\u0001').replaceAll("'", "''")}'`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function cellsIn(path: string): Cell[] {
  const database = new Database(path, { readonly: true });
  try {
    const tables = database
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
      )
      .pluck()
      .all() as string[];
    return tables.flatMap((table) => {
      const rows = database
        .prepare(`select rowid as "the row", * from ${quoted(table)} limit 20`)
        .all() as Record<string, unknown>[];
      return rows.flatMap(({ 'the row': rowid, ...row }) =>
        Object.entries(row).map(([column, value]) => ({ table, column, rowid: Number(rowid), value })),
      );
    });
  } finally {
    database.close();
  }
}
