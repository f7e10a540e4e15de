import type { Measured } from '../evaluation-report.ts';

/** The report of `data --annotate`, as plain JSON: docs/formats.md. */
export interface AnnotationReport {
  readonly source: string;
  readonly task: 'classification' | 'regression';
  /** The asked one of several targets; absent where there is one. */
  readonly target?: string;
  /** The file of the answers. */
  readonly answers: string;
  readonly validationRows: number;
  /** Number of examples of a pass. */
  readonly examples: number;
  /** Number of answers of the first and of the second pass. */
  readonly answered: readonly [first: number, second: number];
  /** The answers of the first pass, scored by the labels; by metric, empty before the first answer. */
  readonly scores: Readonly<Record<string, Measured>>;
  /** Null with fewer than ten answers, and when the objective's metric needs more than an answer; `reason` says which. */
  readonly humanBaseline: (Measured & { readonly metric: string }) | null;
  readonly reason?: string;
  /** Null before the second answer to an example. */
  readonly agreement: ClassAgreement | ValueAgreement | null;
  /** The space file that the baseline was written to. */
  readonly written?: string;
}

/** Equal answers to the same examples, and Cohen's kappa: agreement beyond chance. */
export interface ClassAgreement {
  readonly examples: number;
  readonly share: Measured;
  readonly kappa: number;
}

export interface ValueAgreement {
  readonly examples: number;
  /** Mean absolute difference of the two answers, in the target's units. */
  readonly difference: Measured;
}
