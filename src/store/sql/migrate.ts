import { sql } from 'kysely';
import { UsageError } from '../../faults/errors.ts';
import { action, message, option } from '../../faults/message.ts';
import { DatabaseError } from '../database-error.ts';
import { type Migration, migrations, type SqlFlavour } from './migrations.ts';
import type { Database } from './schema.ts';

/** The statement that makes the table of the migrations. In a schema, which others may create too, its store makes it. */
export const createMigrations =
  'create table if not exists hpsearch_migrations (number integer primary key, name text not null)';

/**
 * Migrates the tables to this version, with one read when they are current, else in one transaction: each would wait for
 * the disk, and the first trial of a search for all of them.
 * Tables of a newer version raise UsageError and stay unchanged. `place` names the database to the user.
 */
export async function migrate(
  database: Database,
  flavour: SqlFlavour,
  place: string,
  known: readonly Migration[] = migrations,
): Promise<void> {
  if (flavour.schema === undefined) await sql.raw(createMigrations).execute(database);
  const applied = await lastApplied(database, place);
  requireNoNewer(applied, known, place);
  if (applied === known.length) return;
  await database.transaction().execute(async (transaction) => {
    // The statements name no schema.
    if (flavour.schema !== undefined)
      await sql`set local search_path to ${sql.id(flavour.schema)}`.execute(transaction);
    for (const migration of known.slice(applied)) await apply(transaction, flavour, migration);
  });
}

/** For a reader, which migrates nothing. UsageError for tables of another version, which says what to do. */
export async function requireCurrent(
  database: Database,
  place: string,
  known: readonly Migration[] = migrations,
): Promise<void> {
  const applied = await lastApplied(database, place);
  requireNoNewer(applied, known, place);
  if (applied < known.length) {
    throw new UsageError(
      message`${place} was written by an older hpsearch (its tables are version ${applied}, this one needs ${known.length}): ${action('studies', { db: place })} updates it`,
    );
  }
}

function requireNoNewer(applied: number, known: readonly Migration[], place: string): void {
  if (applied > known.length) {
    throw new UsageError(
      message`${place} was written by a newer hpsearch (its tables are version ${applied}, this one knows ${known.length}): update hpsearch, or name another database with ${option('db')}`,
    );
  }
}

/** The number of applied migrations: they count from 1 without gaps. */
async function lastApplied(database: Database, place: string): Promise<number> {
  const rows = await database.selectFrom('hpsearch_migrations').select('number').orderBy('number').execute();
  if (rows.every(({ number }, index) => number === index + 1)) return rows.length;
  const listed = rows.map(({ number }) => number).slice(0, 10);
  throw new DatabaseError(
    `${place} is damaged: the versions of its tables must count from 1, got ${listed.join(', ')}`,
  );
}

/** Inserts the migration's own row first: if it exists, another process has won the race and done the same work. */
async function apply(transaction: Database, flavour: SqlFlavour, migration: Migration): Promise<void> {
  const inserted = await transaction
    .insertInto('hpsearch_migrations')
    .values({ number: migration.number, name: migration.name })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 0n) return;
  for (const statement of migration.statements(flavour)) await sql.raw(statement).execute(transaction);
}
