/** The default database. In its own file, since the store takes a while to load. */
export function defaultDatabase(): string {
  return process.env.HPSEARCH_DB ?? './hpsearch.db';
}
