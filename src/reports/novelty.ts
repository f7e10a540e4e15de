/** Values of a row that the training rows did not have. */
export interface RowNovelty {
  /** Columns whose number is further outside the training range than that range is wide. */
  readonly outOfRange?: readonly string[];
  /** Columns whose category training did not see. */
  readonly unknownCategories?: readonly string[];
  /** More than half of the input columns have no value. */
  readonly isMostlyMissing?: true;
}

/** A number of rows, and the places of the first ones: "line 3", or "row 3" where a file has no lines. */
export interface NovelRows {
  readonly rows: number;
  readonly first: readonly string[];
}

/** Cells far outside the training range of their column, and that range; dates are days since 1970. */
export interface RowsOutOfRange extends NovelRows {
  readonly least: number;
  readonly largest: number;
  readonly isDate?: true;
}

export const nothingNovel: Novelty = { unknownCategories: {}, outOfRange: {}, mostlyMissing: null };

/** Values of all rows of an input that the training rows did not have. */
export interface Novelty {
  /** By column, the number of cells with a category that training did not see. */
  readonly unknownCategories: Readonly<Record<string, number>>;
  /** By column; empty too for a model of an older version, which has stored no ranges. */
  readonly outOfRange: Readonly<Record<string, RowsOutOfRange>>;
  /** Rows of which more than half of the input columns have no value; null when there are none. */
  readonly mostlyMissing: NovelRows | null;
}
