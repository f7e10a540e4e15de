import { existsSync, statSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { copyForReading } from '../../files/database-copy.ts';
import { reasonOf } from '../../files/system-fault.ts';
import type { DatabaseReport } from '../../reports/doctor-report.ts';
import { readStudies } from '../read-studies.ts';
import { migrations } from '../sql/migrations.ts';
import type { Store } from '../store.ts';
import { type DatabasePlace, databasePlaceOf } from './database-place.ts';
import { asDatabaseError } from './sqlite-error.ts';

/** SQLite reads some hundred megabytes per second, and cannot be interrupted. */
const mostCheckedBytes = 2 ** 30;

/** Undefined when there is no such file. Does not change the file; an empty one has no studies and stays empty. */
export async function inspectDatabase(
  file: string,
  open: (file: string) => Promise<Store>,
): Promise<DatabaseReport | undefined> {
  if (!existsSync(file)) return undefined;
  const bytes = statSync(file).size;
  const nothing = { file, bytes, knownVersion: migrations.length, ...noPages, studies: [] };
  let place: DatabasePlace;
  try {
    place = databasePlaceOf(file);
  } catch (error) {
    return { ...nothing, faults: [messageOf(error, file)] };
  }
  if (place.holds !== 'database') return { ...nothing, faults: [] };
  const faults: string[] = [];
  const pages = readPages(file, place, bytes, faults);
  const studies = await readStudies(
    () => open(file),
    faults,
    (error) => messageOf(error, file),
  );
  return { ...nothing, ...pages, studies, faults: [...new Set(faults)] };
}

const noPages = { schemaVersion: null, journalMode: null, integrity: 'not checked' } as const;

/** Reads everything that does not need hpsearch's tables. */
function readPages(
  file: string,
  place: DatabasePlace,
  bytes: number,
  faults: string[],
): Pick<DatabaseReport, 'schemaVersion' | 'journalMode' | 'integrity'> {
  let handle: SqliteDatabase.Database | undefined;
  let found: { schemaVersion: number | null; journalMode: string | null; integrity: string } = noPages;
  let copy: ReturnType<typeof copyForReading> | undefined;
  try {
    if (!place.isWritable) copy = copyForReading(place.path);
    handle = new SqliteDatabase(copy?.path ?? file, { readonly: true, fileMustExist: true, timeout: 1000 });
    found = { ...found, journalMode: String(handle.pragma('journal_mode', { simple: true })) };
    if (bytes <= mostCheckedBytes) {
      const integrity = String(handle.pragma('quick_check(1)', { simple: true })).split('\n')[0] ?? '';
      found = { ...found, integrity };
      if (integrity !== 'ok') faults.push(`${file} is damaged (${integrity})`);
    }
    const version = handle.prepare('select max(number) from hpsearch_migrations').pluck().get();
    return { ...found, schemaVersion: typeof version === 'number' ? version : null };
  } catch (error) {
    faults.push(messageOf(error, file));
    return found;
  } finally {
    handle?.close();
    copy?.remove();
  }
}

function messageOf(error: unknown, file: string): string {
  return reasonOf(asDatabaseError(error, file));
}
