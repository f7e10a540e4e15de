import type { ConfusionTable } from '../metrics/confusion.ts';
import type { HumanBaseline } from '../metrics/human-baseline.ts';

/**
 * The targets of a data set that models contradict which were not trained on them, as plain JSON: docs/formats.md. Rows
 * are numbered as in DataReport.
 */
export type SuspectsReport = TargetSuspectsReport | SeveralSuspectsReport;

/** The report on the only target, or on one of several. */
export type TargetSuspectsReport = ClassSuspectsReport | ValueSuspectsReport;

/** A report on each of several targets, or labels, in their order. */
interface SeveralSuspectsReport extends Pick<Told, 'study' | 'trials' | 'humanBaseline'> {
  readonly task: 'joint' | 'multilabel';
  readonly targets: readonly ({ readonly name: string } & TargetSuspectsReport)[];
}

interface Told {
  readonly study: string;
  /** The trials used, best first: those of the best that have stored weights. None for a quick report. */
  readonly trials: readonly number[];
  /** Cross-validated models of the rows that the trials were trained on, or of all rows; absent where trials judge all. */
  readonly quick?: QuickJudges;
  readonly splits: readonly {
    readonly name: JudgedSplit;
    readonly rows: number;
    readonly suspects: number;
  }[];
  /** The shape of the rows' `pixels`; absent for tables. */
  readonly imageShape?: readonly [height: number, width: number, channels: number];
  /** The human baseline, and the best trial's value on the validation split. Absent when the space has none. */
  readonly humanBaseline?: HumanBaseline & { readonly reached: number };
  /** Cautions for the reader of the rows. */
  readonly notes: readonly string[];
}

export interface ClassSuspectsReport extends Told {
  readonly task: 'classification';
  /** Most suspicious first, at most 100; `splits` counts all. */
  readonly suspects: readonly ClassSuspect[];
  /** Number of confident suspects per split, among all suspects. */
  readonly confident: Readonly<Record<JudgedSplit, number>>;
  /** Highest mean loss first, at most 20. */
  readonly worst: readonly WorstClassRow[];
  /** The best trial's confusion matrix on the validation split; absent without trials. */
  readonly confusion?: ConfusionReport;
}

export interface ValueSuspectsReport extends Told {
  readonly task: 'regression';
  readonly target: string;
  readonly suspects: readonly ValueSuspect[];
  /** Highest mean squared residual first, at most 20. */
  readonly worst: readonly WorstValueRow[];
}

export type JudgedSplit = 'train' | 'validation' | 'test';

/** Models that predict each row after they were fitted to other folds; their predictions are averaged. */
export interface QuickJudges {
  readonly folds: number;
  readonly repeats: number;
  readonly models: readonly ('logistic regression' | 'linear regression' | 'nearest neighbours')[];
  /** Number of rows that a linear model was fitted to, at most; fewer than those of the other folds where they are many. */
  readonly fittedRows: number;
}

/** A row of the source, with data to show it. */
export interface SuspectRow {
  readonly row: number;
  /** The row's file; only for a folder of images. */
  readonly file?: string;
  readonly split: JudgedSplit;
  /** [height × width × channels] bytes, 0 to 255, in base64; only for images. */
  readonly pixels?: string;
  /** The series of the row; only where the inputs of a row are rows of its series. */
  readonly series?: string;
  /** For other tables: the inputs that deviate most from the training rows of the same given class, strongest first. */
  readonly features?: readonly OddFeature[];
}

export interface OddFeature {
  readonly name: string;
  /** Null when the cell is missing. */
  readonly value: number | string | null;
  /**
   * Robust standard deviations from the median; for a category, the deviation of equal rarity in a normal distribution.
   */
  readonly z: number;
}

export interface ClassSuspect extends SuspectRow {
  readonly given: string;
  readonly suggested: string;
  /** Share of the models whose most probable class is the suggested one. */
  readonly agreement: number;
  /** Mean probability of the suggested class. */
  readonly probability: number;
  /** Mean probability of the given class. */
  readonly selfConfidence: number;
  /**
   * True when confident learning (Northcutt et al., 2021) classifies the label as an error; fewer of the others are
   * errors.
   */
  readonly isConfident: boolean;
  /** agreement × (probability − selfConfidence), which ranks the rows; from 0 to 1. */
  readonly score: number;
}

export interface ValueSuspect extends SuspectRow {
  /** In the target's units, like `suggested` and `residual`. */
  readonly given: number;
  /** The models' mean prediction. */
  readonly suggested: number;
  /** given − suggested. */
  readonly residual: number;
  /** Share of the models whose residual is an outlier. */
  readonly agreement: number;
  /** Median over the models of the residual's robust z-score in its split; |z| × `agreement` ranks the rows. */
  readonly z: number;
}

export interface WorstClassRow extends SuspectRow {
  /** Mean over the models, in nats. */
  readonly loss: number;
  readonly given: string;
  readonly predicted: string;
  /** Mean probability of the predicted class. */
  readonly probability: number;
}

export interface WorstValueRow extends SuspectRow {
  /** Mean over the models, in squared units. */
  readonly loss: number;
  readonly given: number;
  readonly predicted: number;
  readonly residual: number;
  readonly z: number;
}

/** "cross-validated logistic regression and nearest neighbours (5 folds, 3 times)". */
export function quickText({ models, folds, repeats }: QuickJudges): string {
  return `cross-validated ${models.join(' and ')} (${folds} folds${repeats === 1 ? '' : `, ${repeats} times`})`;
}

export interface ConfusionReport extends ConfusionTable {
  readonly trial: number;
  readonly split: 'validation';
}

/** The reports on all targets; the only one has no name. */
export function targetReports(
  report: SuspectsReport,
): readonly (TargetSuspectsReport & { readonly name?: string })[] {
  return 'targets' in report ? report.targets : [report];
}
