import type { DataSpec } from '../../study/study-spec.ts';
import { openSqliteRows } from '../formats/sqlite-rows.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { readTable } from '../table/read-table.ts';
import { findPath } from './find-path.ts';

/** The rows of a query on an SQLite database; its path is relative to the space file's `directory`. */
export async function readSqlite(spec: DataSpec, directory: string, reading: Reading): Promise<RawData> {
  const { path, query } = spec;
  if (typeof path !== 'string' || query === undefined)
    throw new Error('a database without a path and a query');
  const place = await findPath(path, directory, 'file');
  const source = openSqliteRows(place, query);
  return { ...(await readTable(source, spec, reading)), query };
}
