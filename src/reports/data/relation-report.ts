interface Interval {
  readonly low: number;
  readonly high: number;
}

/** How well one column explains the target, on rows of training and validation. */
export interface ColumnRelation {
  readonly column: string;
  /** Rows with a value. */
  readonly rows: number;
  /**
   * The share that the groups explain beyond chance, 0 to 1: of the variance of ranks (Kruskal and Wallis), or Cramér's
   * V² of two columns of names; with its 95 % interval and the probability that chance explains as much.
   */
  readonly explained: Interval & { readonly share: number; readonly chance: number };
  /** Spearman's, of a number and a numeric target. */
  readonly correlation?: Interval & { readonly value: number };
  /** The variable whose numbers the groups have; `classes` when they have shares of the classes. */
  readonly summarises: 'column' | 'target' | 'classes';
  /** The numbers of the groups are days since 1970. */
  readonly areDates?: true;
  /** Classes, tenths of the column's values, or its most frequent categories. */
  readonly groups: readonly RelationGroup[];
  /** The classes that `shares` are of, in their order. */
  readonly classes?: readonly string[];
}

export interface RelationGroup {
  readonly name: string;
  readonly rows: number;
  readonly numbers?: {
    readonly mean: number;
    readonly p25: number;
    readonly p50: number;
    readonly p75: number;
  };
  /** One for each class, the most frequent first, at most six. */
  readonly shares?: readonly number[];
}
