/** SQL that differs between databases. */
export interface SqlFlavour {
  /** An auto-increment primary key. */
  readonly identity: string;
  readonly bytes: string;
  /** The current time as ISO 8601 text, UTC. */
  readonly utcNow: string;
  /** The current time in seconds since 1970. */
  readonly secondsNow: string;
  /** Begins a transaction that only reads, and reads all of one moment. */
  readonly snapshot: string;
  /** The schema of the tables, for a database that has schemas. */
  readonly schema?: string;
  /** Several machines share the database: the runner of a study renews its lease. */
  readonly hasMachines: boolean;
}
