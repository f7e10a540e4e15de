import { signal } from '@preact/signals';
import { shellWord } from '../../study/words/shell-word.ts';
import { getJson } from '../api/request.ts';

/** The database that the server reads, as a command names it; undefined for the default one, or where it is not known. */
export const database = signal<string | undefined>(undefined);

const defaultDatabase = 'hpsearch.db';

/** Asks the server for the name of its database. */
export async function loadDatabase(): Promise<void> {
  const { db } = await getJson<{ readonly db?: string }>('/api/session');
  database.value = db === defaultDatabase || db === `./${defaultDatabase}` ? undefined : db;
}

export type Flags = Readonly<Record<string, string | number | boolean | undefined>>;

/** A command of hpsearch on the named study, ready for a shell: `hpsearch rerun 17 --study digits --seeds 5`. */
export function commandLine(
  study: string,
  name: string,
  places: readonly (string | number)[] = [],
  flags: Flags = {},
): string {
  const all: Flags = { study, ...flags, db: database.value };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  const words = given.map(([flag, value]) =>
    value === true ? `--${flag}` : `--${flag} ${shellWord(String(value))}`,
  );
  return ['hpsearch', name, ...places.map((place) => shellWord(String(place))), ...words].join(' ');
}
