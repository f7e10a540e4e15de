import type { ConfusionTable } from '../metrics/confusion.ts';
import type { HumanBaseline } from '../metrics/human-baseline.ts';

/**
 * What trained models say against a data set's targets, as plain JSON: docs/formats.md. Rows are numbered as in
 * DataReport; those of the test split are neither predicted nor listed.
 */
export type SuspectsReport = ClassSuspectsReport | ValueSuspectsReport;

interface Told {
  readonly study: string;
  /** The trials that were asked, best first: of the best, those whose weights are kept. */
  readonly trials: readonly number[];
  readonly splits: readonly {
    readonly name: JudgedSplit;
    readonly rows: number;
    readonly suspects: number;
  }[];
  /** The shape of the rows' `pixels`; absent for tables. */
  readonly imageShape?: readonly [height: number, width: number, channels: number];
  /** The human baseline, and the best trial's value on the validation split. Absent when the space names none. */
  readonly humanBaseline?: HumanBaseline & { readonly reached: number };
  /** Cautions for the reader of the rows. */
  readonly notes: readonly string[];
}

export interface ClassSuspectsReport extends Told {
  readonly task: 'classification';
  /** The most suspicious first, at most 100; `splits` counts all. */
  readonly suspects: readonly ClassSuspect[];
  /** How many of all suspects are confident ones, a split. */
  readonly confident: Readonly<Record<JudgedSplit, number>>;
  /** Those of the highest mean loss first, at most 20. */
  readonly worst: readonly WorstClassRow[];
  /** The best trial's confusions on the validation split. */
  readonly confusion: ConfusionReport;
}

export interface ValueSuspectsReport extends Told {
  readonly task: 'regression';
  readonly target: string;
  readonly suspects: readonly ValueSuspect[];
  /** Those of the highest mean squared residual first, at most 20. */
  readonly worst: readonly WorstValueRow[];
}

export type JudgedSplit = 'train' | 'validation';

/** A row of the source, and what there is to see of it. */
export interface SuspectRow {
  readonly row: number;
  /** Its own, of a folder of images. */
  readonly file?: string;
  readonly split: JudgedSplit;
  /** [height × width × channels] bytes, 0 to 255, in base64; of images. */
  readonly pixels?: string;
  /** For tables: the inputs that are strangest among the training rows of the same given class, the strangest first. */
  readonly features?: readonly OddFeature[];
}

export interface OddFeature {
  readonly name: string;
  /** null where the cell is missing. */
  readonly value: number | string | null;
  /** Robust standard deviations from the median; of a category, what is as rare in a normal distribution. */
  readonly z: number;
}

export interface ClassSuspect extends SuspectRow {
  readonly given: string;
  readonly suggested: string;
  /** Share of the trials whose most probable class is the suggested one. */
  readonly agreement: number;
  /** Mean probability of the suggested class. */
  readonly probability: number;
  /** Mean probability of the given class. */
  readonly selfConfidence: number;
  /** Whether confident learning (Northcutt et al., 2021) takes the label for an error; of the others fewer are. */
  readonly isConfident: boolean;
  /** agreement × (probability − selfConfidence), what the rows are ranked by; from 0 to 1. */
  readonly score: number;
}

export interface ValueSuspect extends SuspectRow {
  /** In the target's units, as are `suggested` and `residual`. */
  readonly given: number;
  /** The trials' mean prediction. */
  readonly suggested: number;
  /** given − suggested. */
  readonly residual: number;
  /** Share of the trials whose residual is an outlier. */
  readonly agreement: number;
  /** Median over the trials of the residual's robust z-score in its split; its size times `agreement` ranks the rows. */
  readonly z: number;
}

export interface WorstClassRow extends SuspectRow {
  /** Mean over the trials, in nats. */
  readonly loss: number;
  readonly given: string;
  readonly predicted: string;
  /** Mean probability of the predicted class. */
  readonly probability: number;
}

export interface WorstValueRow extends SuspectRow {
  /** Mean over the trials, in squared units. */
  readonly loss: number;
  readonly given: number;
  readonly predicted: number;
  readonly residual: number;
  readonly z: number;
}

export interface ConfusionReport extends ConfusionTable {
  readonly trial: number;
  readonly split: 'validation';
}
