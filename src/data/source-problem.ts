import type { Fault } from '../faults/errors.ts';

export const problemKinds = [
  'broken-file',
  'broken-row',
  'corrupt-image',
  'unlike-image',
  'repeated-column',
  'text-among-numbers',
  'infinite-values',
  'empty-column',
  'identifier-column',
  'too-many-categories',
  'missing-target',
  'constant-target',
  'unknown-split',
  'rare-class',
  'untrained-class',
  'small-split',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** What `start` refuses, and a tolerant reading puts up with: one kind of fault in one column, or in the rows. */
export interface SourceProblem {
  readonly kind: ProblemKind;
  /** The first faults of it, at most 20. */
  readonly faults: readonly Fault[];
  /** Some of the source's rows concerned, counted from 0, at most 20. */
  readonly rows: readonly number[];
  /** How many cells, rows or classes are concerned. */
  readonly count: number;
}

/** How a source is read. Strict: all that is wrong is thrown at once. Tolerant: what can be put up with is kept as problems. */
export interface Reading {
  readonly isTolerant?: boolean;
  /** Called now and then with the part of the source that was read, from 0 to 1. */
  onProgress?(fraction: number): void;
}
