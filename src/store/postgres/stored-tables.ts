import { Kysely, sql } from 'kysely';
import { UsageError } from '../../faults/errors.ts';
import { withoutSecrets } from '../location.ts';
import { patiently, shortMilliseconds } from '../patience.ts';
import type { Database, Tables } from '../sql/schema.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { asDatabaseError } from './postgres-error.ts';
import { openingPatience, poolOf, schema, stateOf, takeTurn } from './postgres-store.ts';

/** True when the database has the tables of hpsearch. */
export async function hasTables(location: string): Promise<boolean> {
  return withDatabase(location, async (database) => (await stateOf(database)).tables);
}

/** UsageError when the user can neither create the tables nor write them. */
export async function requireWritableTables(location: string): Promise<void> {
  const place = withoutSecrets(location);
  await withDatabase(location, async (database) => {
    const { hasSchema, tables } = await stateOf(database);
    const { right, action } = neededRight(hasSchema, tables);
    const { rows } = await sql<{ is_copy: boolean; is_allowed: boolean; name: string }>`
      select pg_is_in_recovery() as is_copy, ${right} as is_allowed, current_user as name`.execute(database);
    const { is_copy, is_allowed, name } = rows[0] as (typeof rows)[0];
    if (is_copy) throw new UsageError(`${place} may not be written: the server is a read-only copy`);
    if (is_allowed) return;
    throw new UsageError(`${place} may not be written: user ${name} may not ${action}`);
  });
}

function neededRight(hasSchema: boolean, hasTables: boolean) {
  if (!hasSchema) {
    const right = sql<boolean>`has_database_privilege(current_database(), 'create')`;
    return { right, action: `create the schema ${schema}` };
  }
  if (!hasTables) {
    const right = sql<boolean>`has_schema_privilege(${schema}, 'create')`;
    return { right, action: `create tables in the schema ${schema}` };
  }
  const right = sql<boolean>`has_schema_privilege(${schema}, 'usage') and
    has_table_privilege(${`${schema}.trials`}, 'insert, update, delete')`;
  return { right, action: `write the tables of the schema ${schema}` };
}

/** Removes the schema that this process has created, unless it holds a trial, a second study, or a worker by now. */
export async function discardEmptyTables(location: string): Promise<void> {
  await withDatabase(location, (database) =>
    database.transaction().execute(async (transaction) => {
      await takeTurn(transaction);
      if (!(await stateOf(transaction)).tables) return;
      const { rows } = await sql<{ is_empty: boolean }>`
        select not exists (select from ${sql.table(`${schema}.trials`)})
          and not exists (select from ${sql.table(`${schema}.workers`)})
          and (select count(*) < 2 from ${sql.table(`${schema}.studies`)}) as is_empty`.execute(transaction);
      if (rows[0]?.is_empty) await sql`drop schema ${sql.id(schema)} cascade`.execute(transaction);
    }),
  ).catch(() => undefined);
}

/** A connection for as long as `work` takes. A fault of the server becomes a DatabaseError. */
export async function withDatabase<T>(
  location: string,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const place = withoutSecrets(location);
  const pool = poolOf(location, 1);
  const patience = openingPatience(place, shortMilliseconds);
  const database = new Kysely<Tables>({ dialect: postgresDialect({ pool, patience }) }).withSchema(schema);
  try {
    return await patiently(() => work(database), patience);
  } catch (error) {
    throw asDatabaseError(error, place);
  } finally {
    await pool.end();
  }
}
