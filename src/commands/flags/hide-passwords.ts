import { defaultDatabase } from '../../store/default-database.ts';
import { withoutSecrets } from '../../store/location.ts';

/**
 * The words of a command line without the passwords in URLs of databases, which this process remembers. They leave the
 * list of processes, and what children and users' modules see of this one, too.
 */
export function withoutPasswords(words: readonly string[]): readonly string[] {
  const { HPSEARCH_DB } = process.env;
  if (HPSEARCH_DB !== undefined) process.env.HPSEARCH_DB = defaultDatabase();
  const safe = words.map(withoutPassword);
  if (safe.every((word, at) => word === words[at])) return words;
  process.argv = process.argv.map(withoutPassword);
  process.title = 'hpsearch';
  return safe;
}

/** A word is a URL, or a flag with one: `--db=postgres://…`. */
function withoutPassword(word: string): string {
  const [, flag = '', value = ''] = /^(--?[\w-]+=)?(.*)$/s.exec(word) ?? [];
  return flag + withoutSecrets(value);
}
