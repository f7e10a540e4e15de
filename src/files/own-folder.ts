import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder for what hpsearch can fetch again: $HPSEARCH_HOME, or `hpsearch` in the user's cache folder. */
export function ownFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { HPSEARCH_HOME: home, XDG_CACHE_HOME: caches } = environment;
  return home || join(caches || join(homedir(), '.cache'), 'hpsearch');
}
