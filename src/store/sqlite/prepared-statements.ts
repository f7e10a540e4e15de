import type SqliteDatabase from 'better-sqlite3';
import type { SqliteDatabase as KyselyHandle } from 'kysely';

const mostStatements = 200;

/**
 * The handle for Kysely, with each statement compiled once: every trial uses the same dozen statements. Pragmas are
 * excluded: some take effect while they are compiled.
 */
export function withPreparedStatements(handle: SqliteDatabase.Database): KyselyHandle {
  const prepared = new Map<string, SqliteDatabase.Statement<unknown[]>>();
  return {
    close: () => handle.close(),
    prepare(text) {
      const known = prepared.get(text);
      if (known !== undefined) return known;
      const statement = handle.prepare<unknown[]>(text);
      // Inserts of many rows have a different text for each number of rows.
      if (prepared.size === mostStatements) prepared.clear();
      if (!/^\s*pragma/i.test(text)) prepared.set(text, statement);
      return statement;
    },
  };
}
