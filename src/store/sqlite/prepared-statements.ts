import type SqliteDatabase from 'better-sqlite3';
import type { SqliteDatabase as KyselyHandle } from 'kysely';

const mostStatements = 200;

/**
 * The handle as Kysely wants it, each statement compiled once: a trial's dozen are those of the trial before. Pragmas
 * are left out: some of them act while they are compiled.
 */
export function withPreparedStatements(handle: SqliteDatabase.Database): KyselyHandle {
  const prepared = new Map<string, SqliteDatabase.Statement<unknown[]>>();
  return {
    close: () => handle.close(),
    prepare(text) {
      const known = prepared.get(text);
      if (known !== undefined) return known;
      const statement = handle.prepare<unknown[]>(text);
      // Inserts of many rows have a text for each number of rows.
      if (prepared.size === mostStatements) prepared.clear();
      if (!/^\s*pragma/i.test(text)) prepared.set(text, statement);
      return statement;
    },
  };
}
