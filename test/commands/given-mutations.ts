import { readFileSync, writeFileSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { runCommandLine } from '../../src/commands/command-line.ts';
import { HpsearchError } from '../../src/faults/errors.ts';
import type { Random } from '../../src/statistics/random.ts';
import { givenTerminal } from './given-terminal.ts';

export function anyOf<T>(random: Random, all: readonly T[]): T {
  return all[Math.floor(random.next() * all.length)] as T;
}

/** The error of the user that a command line ended with, or undefined; any other error is thrown on. */
export async function refusalOf(...args: readonly string[]): Promise<HpsearchError | undefined> {
  try {
    await runCommandLine(args, givenTerminal(), () => undefined);
    return undefined;
  } catch (error) {
    if (error instanceof HpsearchError) return error;
    throw new Error(`hpsearch ${args.join(' ')} ended in a stack`, { cause: error });
  }
}

/** Each command that reads a database: it ends well or with a line for the user. Returns what was refused. */
export async function readEverything(db: string, folder: string): Promise<string[]> {
  const trials = [0, 1, 3, 4].map((trial) => ['show', String(trial)]);
  const exports = ['csv', 'json', 'optuna'].map((format) => {
    return ['export', '--format', format, '--to', `${folder}/out.${format}`, '--replace'];
  });
  const lines = [
    ['studies'],
    ['top'],
    ['top', '--json'],
    ...trials,
    ...exports,
    ['ensemble', '--name', 'pair'],
  ];
  const refused: string[] = [];
  for (const line of lines) {
    const error = await refusalOf(...line, '--db', db);
    if (error !== undefined) refused.push(error.message);
  }
  return refused;
}

/** Some bytes of a file are others, or its end is missing. */
export function damageBytes(file: string, random: Random): void {
  const bytes = readFileSync(file);
  const place = () => Math.floor(random.next() * bytes.length);
  if (random.next() < 0.2) {
    writeFileSync(file, bytes.subarray(0, place()));
    return;
  }
  const start = place();
  if (random.next() < 0.3) bytes.subarray(start, start + 4096).fill(0);
  else for (let flip = 0; flip < 20; flip++) bytes[place()] = Math.floor(random.next() * 256);
  writeFileSync(file, bytes);
}

const distribution = (name: string, low: string, high: string) =>
  `{"name": "${name}", "attributes": {"low": ${low}, "high": ${high}, "log": false, "step": null}}`;

const evilCells = [
  ...[
    null,
    -1,
    0,
    0.5,
    7,
    2 ** 53,
    1e300,
    Number.POSITIVE_INFINITY,
    '',
    'EVIL',
    'NaN',
    '{',
    '{}',
    '[]',
    'null',
  ],
  ...['"text"', '[[[[[[]]]]]]', '{"a":1e999}', '\u001b[2J\n', 'x'.repeat(100_000), Buffer.of(0, 255, 1)],
  ...[distribution('FloatDistribution', '5', '1'), distribution('FloatDistribution', 'NaN', '1')],
];

/** One cell of a database holds something else, or a table or a column is gone. */
export function damageCell(file: string, random: Random): string {
  const handle = new SqliteDatabase(file);
  try {
    handle.pragma('foreign_keys = off');
    handle.pragma('ignore_check_constraints = on');
    const tables = handle
      .prepare<[], string>(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`)
      .pluck()
      .all();
    const table = anyOf(random, tables);
    const column = anyOf(
      random,
      handle.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table),
    );
    const kind = random.next();
    const sql =
      kind < 0.05
        ? `drop table ${table}`
        : kind < 0.1
          ? `alter table ${table} rename column "${column}" to other`
          : `update or ignore ${table} set "${column}" = ? where rowid = (select rowid from ${table} order by random() limit 1)`;
    const cell = anyOf(random, evilCells);
    if (kind < 0.1) handle.exec(sql);
    else handle.prepare(sql.replace('order by random()', `order by rowid`)).run(cell);
    return `${table}.${column} = ${String(cell).slice(0, 40)} (${kind.toFixed(2)})`;
  } catch (error) {
    // A constraint of the table keeps it as it was.
    if (error instanceof SqliteDatabase.SqliteError) return `kept: ${error.message}`;
    throw error;
  } finally {
    handle.close();
  }
}
