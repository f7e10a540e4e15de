/** Columns that constrain where rows may go: no group in two splits, and training before validation before test. */
interface SplitKeys {
  readonly group?: string;
  readonly time?: string;
  /** The section that names `time`, where it is not the split itself. */
  readonly timeOf?: 'window';
}

/** Cross-validation in place of one validation split. */
interface FoldsSpec {
  /** The number of folds. 'auto' decides by the number of rows (data/splits/draw-folds.ts); absent: no folds. */
  readonly folds?: number | 'auto';
  /** How often the rows are divided into folds anew. Default 1. */
  readonly repeats?: number;
}

/**
 * Fractions of the rows, or a column with the values train, validation and test. It has its own seed, apart from the
 * study's. Where the column (or the files) name no validation rows, these, or the folds, are drawn from the training rows.
 */
export type SplitSpec =
  | ({
      readonly kind: 'fractions';
      /** Meaningless where there are folds. */
      readonly validation: number;
      /** 0: no rows are set aside. */
      readonly test: number;
      readonly stratify: boolean;
      readonly seed: number;
    } & SplitKeys &
      FoldsSpec)
  | ({
      readonly kind: 'column';
      readonly column: string;
      /** Share of the training rows that validation is drawn from, and how; `defaultSplit` where left out. */
      readonly validation?: number;
      readonly stratify?: boolean;
      readonly seed?: number;
    } & SplitKeys &
      FoldsSpec);

export const defaultSplit = { validation: 0.2, test: 0.2, stratify: true, seed: 0 } as const;
