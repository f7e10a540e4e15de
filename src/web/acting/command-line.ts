import { shellWord } from '../../study/words/shell-word.ts';
import { session } from '../state/session.ts';

export type Flags = Readonly<Record<string, string | number | boolean | undefined>>;

const defaultDatabase = 'hpsearch.db';

/**
 * A command of hpsearch on this database, and on the named study where there is one, ready for a shell: `hpsearch rerun 17
 * --study digits --seeds 5`.
 */
export function commandLine(
  study: string | undefined,
  name: string,
  places: readonly (string | number)[] = [],
  flags: Flags = {},
): string {
  const db = session.value?.db;
  const isDefault = db === defaultDatabase || db === `./${defaultDatabase}`;
  const all: Flags = { study, ...flags, db: isDefault ? undefined : db };
  const words = Object.entries(all)
    .filter(([, value]) => value !== undefined)
    .map(([flag, value]) => (value === true ? `--${flag}` : `--${flag} ${shellWord(String(value))}`));
  return ['hpsearch', name, ...places.map((place) => shellWord(String(place))), ...words].join(' ');
}
