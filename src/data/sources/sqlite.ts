import type { DataSpec } from '../../study/study-spec.ts';
import type { RowSource } from '../formats/row-source.ts';
import { openSqliteRows } from '../formats/sqlite-rows.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { readTable } from '../table/read-table.ts';
import { findPath } from './find-path.ts';

/** The rows of a query on an SQLite database; its path is relative to the space file's `directory`. */
export async function readSqlite(spec: DataSpec, directory: string, reading: Reading): Promise<RawData> {
  const source = await openQuery(spec, directory);
  const data = await readTable(source, spec, reading);
  return { ...data, ...(spec.query !== undefined && { query: spec.query }) };
}

/** The rows of the query, before any is read. */
export async function openQuery({ path, query }: DataSpec, directory: string): Promise<RowSource> {
  if (typeof path !== 'string' || query === undefined)
    throw new Error('a database without a path and a query');
  return openSqliteRows(await findPath(path, directory, 'file'), query);
}
