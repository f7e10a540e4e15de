/** A study of a database. Default: the newest of $HPSEARCH_DB, or of ./hpsearch.db. */
export interface StoredStudy {
  readonly db?: string | undefined;
  readonly study?: string | undefined;
}

/** A model of a study. */
export interface StoredModel extends StoredStudy {
  /** A trial's number, an ensemble's name, 'student' (the newest), or an exported folder. Default: the best trial. */
  readonly model?: number | string | undefined;
}
