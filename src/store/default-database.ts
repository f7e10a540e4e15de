import { withoutSecrets } from './location.ts';

/** The default database. In its own file, since the store takes a while to load. */
export function defaultDatabase(): string {
  return withoutSecrets(process.env.HPSEARCH_DB ?? './hpsearch.db');
}
