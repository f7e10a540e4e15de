/** Rows of one table, in the form in which any database returns and takes them. */
export interface CopiedRows {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** The part of a store that copies studies from and to other stores. */
export interface CopyingStore {
  /**
   * Passes the rows of a study to `take`, as they are at one moment, for `addCopy` of another store. Running trials are
   * waiting there; derived ones that run are left out.
   */
  copyStudy(studyId: number, take: (copied: CopiedRows) => Promise<void>): Promise<void>;
  /**
   * Adds a study from the rows that `give` passes on, under a name and with a folder of its own, or nothing. Everything
   * else is the same: attempts, weights, folds, ensembles. Returns its id. A name that is
   * taken raises UsageError.
   */
  addCopy(
    as: { readonly name: string; readonly directory?: string | undefined },
    give: (add: (copied: CopiedRows) => Promise<void>) => Promise<void>,
  ): Promise<number>;
}
