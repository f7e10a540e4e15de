/** Where studies live when nothing else is said. Apart from the store, which takes a while to load. */
export function defaultDatabase(): string {
  return process.env.HPSEARCH_DB ?? './hpsearch.db';
}
