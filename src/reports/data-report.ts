import type { ProbesReport } from './data/probes-report.ts';
import type { ColumnRelation } from './data/relation-report.ts';
import type { TableSchema } from './table-schema.ts';

/**
 * The report of `hpsearch data` on a data set, as plain JSON: docs/formats.md. Rows of a source are numbered from 1.
 */
export interface DataReport {
  readonly source: string;
  readonly task: 'classification' | 'regression' | 'joint' | 'multilabel';
  readonly rows: number;
  readonly splits: readonly { readonly name: string; readonly rows: number }[];
  /** Sentences about how the rows are divided. */
  readonly notes: readonly string[];
  /** The target; the one of several that the columns are compared with. */
  readonly target: TargetReport;
  /** All of several targets, or labels, whose classes are 0 and 1. */
  readonly targets?: readonly (TargetReport & { readonly name: string })[];
  /** One per table column; empty for images. */
  readonly features: readonly FeatureReport[];
  readonly images?: ImagesReport;
  /** How well each column explains the target, the best one first; for images their brightness. */
  readonly relations: readonly ColumnRelation[];
  /** Absent where rows are few. */
  readonly probes?: ProbesReport;
  readonly duplicates: DuplicatesReport;
  /** Worst first. */
  readonly findings: readonly DataFinding[];
  /** How the table was read; absent for images. */
  readonly schema?: TableSchema;
}

export const severities = ['fail', 'warn', 'info'] as const;
export type Severity = (typeof severities)[number];

export interface DataFinding {
  readonly severity: Severity;
  /** A fixed identifier of the kind, such as `target-leak`, for checks and tests. */
  readonly kind: string;
  /** One line for people, with the numbers. */
  readonly message: string;
  /** The next thing to examine or to do. */
  readonly advice: string;
  readonly columns: readonly string[];
  /** Some of the affected rows, at most 20. */
  readonly rows: readonly number[];
  /** The files of these rows; only for a folder of images. */
  readonly files?: readonly string[];
  /** Number of affected rows or columns. */
  readonly count: number;
}

/** Bars over [edges[i], edges[i + 1]); the last bar includes its upper edge. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

export interface NumberSummary {
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Population standard deviation. */
  readonly std: number;
  readonly skewness: number;
  /** Linear interpolation between order statistics, like NumPy's default. */
  readonly quantiles: Readonly<Record<'p1' | 'p5' | 'p25' | 'p50' | 'p75' | 'p95' | 'p99', number>>;
  readonly histogram: Histogram;
  readonly outliers: {
    readonly count: number;
    /** Farthest first, at most 20. */
    readonly rows: readonly { readonly row: number; readonly value: number }[];
  };
}

export interface CategorySummary {
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  /** Most frequent first, at most 50. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

/** Texts by their tokens: words, or characters where these enter the model. */
export interface TextSummary {
  readonly of: 'words' | 'characters';
  /** Tokens of a text. */
  readonly lengths: { readonly median: number; readonly p95: number; readonly most: number };
  /** Different tokens of the training rows, and those of them that the model knows. */
  readonly distinct: number;
  readonly vocabulary: number;
  /** Share of the tokens of a split that the model does not know. */
  readonly unknown: Readonly<Record<'train' | 'validation' | 'test', number>>;
  /** The tokens that enter the model, and the share of texts that have more; only of token ids. */
  readonly length?: number;
  readonly cut?: number;
}

export type FeatureReport =
  | ({
      readonly kind: 'number';
      readonly name: string;
      /** The numbers are days since 1970, in UTC. */
      readonly areDates?: true;
    } & NumberSummary)
  | ({
      readonly kind: 'category';
      readonly name: string;
      /** Present for a column of texts. */
      readonly texts?: TextSummary;
    } & CategorySummary);

export type TargetReport =
  | {
      readonly kind: 'classification';
      /** In the order of the classes; counts by split, in the order of `splits`. */
      readonly classes: readonly { readonly name: string; readonly counts: readonly number[] }[];
    }
  | ({ readonly kind: 'regression'; readonly name: string } & NumberSummary);

export interface ImagesReport {
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly maximum: number;
  readonly pixels: { readonly mean: number; readonly std: number; readonly histogram: Histogram };
  /** Some images of each class, sampled with a fixed seed: row-major bytes in base64. */
  readonly sheets: readonly { readonly title: string; readonly images: readonly SheetImage[] }[];
}

export interface SheetImage {
  readonly row: number;
  readonly caption: string;
  /** [height × width × channels] bytes, 0 to 255, in base64. */
  readonly pixels: string;
}

export interface DuplicatesReport {
  /** Rows whose inputs equal those of an earlier row in the same split. */
  readonly withinSplits: number;
  /** Rows of validation and test whose inputs also occur in the training split. */
  readonly acrossSplits: number;
  /** Rows that are near, but not exact, copies of a row in another split. */
  readonly nearAcrossSplits: number;
  /** Rows whose inputs also occur with another target. */
  readonly conflicting: number;
  /** Examples of each kind, at most 50 in all. */
  readonly pairs: readonly DuplicatePair[];
}

export interface DuplicatePair {
  readonly kind: 'same' | 'near';
  readonly rows: readonly [number, number];
  /** The files of these rows; only for a folder of images. */
  readonly files?: readonly [string, string];
  readonly splits: readonly [string, string];
  readonly hasSameTarget: boolean;
}

/** The splits to show, with their places in lists by split. With folds no rows are of validation alone. */
export function shownSplits({ splits }: Pick<DataReport, 'splits'>) {
  return splits
    .map((split, place) => ({ ...split, place }))
    .filter(({ name, rows }) => name !== 'validation' || rows > 0);
}
