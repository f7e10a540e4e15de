/** What a database holds, and what is wrong with it. */
export interface DatabaseReport {
  readonly file: string;
  readonly bytes: number;
  /** The version of the tables; null where they cannot be read. */
  readonly schemaVersion: number | null;
  readonly knownVersion: number;
  readonly journalMode: string | null;
  /** SQLite's own check of its pages: 'ok', what is wrong, or 'not checked' for a file that would take too long. */
  readonly integrity: string;
  readonly studies: readonly { readonly name: string; readonly trials: number }[];
  /** One line each; empty where all is well. */
  readonly faults: readonly string[];
}
