/** SQL that differs between databases. */
export interface SqlFlavour {
  /** An auto-increment primary key. */
  readonly identity: string;
  readonly bytes: string;
  /** The current time as ISO 8601 text, UTC. */
  readonly utcNow: string;
}

export interface Migration {
  readonly number: number;
  readonly name: string;
  statements(flavour: SqlFlavour): readonly string[];
}
