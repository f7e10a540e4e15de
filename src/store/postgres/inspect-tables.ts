import { sql } from 'kysely';
import type { DatabaseReport } from '../../reports/doctor-report.ts';
import { withoutSecrets } from '../location.ts';
import { readStudies } from '../read-studies.ts';
import { migrations } from '../sql/migrations.ts';
import type { Store } from '../store.ts';
import { schema, stateOf } from './postgres-store.ts';
import { withDatabase } from './stored-tables.ts';

/** Undefined when the database has no tables of hpsearch. */
export async function inspectTables(
  location: string,
  open: (location: string) => Promise<Store>,
): Promise<DatabaseReport | undefined> {
  const file = withoutSecrets(location);
  const found = { file, bytes: 0, schemaVersion: null, knownVersion: migrations.length };
  const unchecked = { journalMode: null, integrity: 'not checked', studies: [] } as const;
  const faults: string[] = [];
  try {
    const state = await stateIn(location);
    if (state === undefined) return undefined;
    const studies = await readStudies(() => open(location), faults);
    return { ...found, ...unchecked, ...state, studies, faults };
  } catch (error) {
    return { ...found, ...unchecked, faults: [String((error as Error).message)] };
  }
}

async function stateIn(location: string): Promise<{ bytes: number; schemaVersion: number } | undefined> {
  return withDatabase(location, async (database) => {
    if (!(await stateOf(database)).tables) return undefined;
    const { rows } = await sql<{ bytes: number; version: number }>`
      select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint as bytes,
        (select max(number) from ${sql.table(`${schema}.hpsearch_migrations`)}) as version
      from pg_class c where c.relnamespace = ${schema}::regnamespace and c.relkind = 'r'`.execute(database);
    const { bytes, version } = rows[0] as (typeof rows)[0];
    return { bytes, schemaVersion: version };
  });
}
