import type { Fault } from '../faults/errors.ts';

const problemKinds = [
  'broken-file',
  'broken-row',
  'corrupt-image',
  'missing-path',
  'unlike-image',
  'repeated-column',
  'text-among-numbers',
  'unusable-cells',
  'rounded-names',
  'infinite-values',
  'empty-column',
  'identifier-column',
  'missing-target',
  'class-or-missing',
  'constant-target',
  'outside-transform',
  'broken-weight',
  'unknown-split',
  'missing-group',
  'unreadable-time',
  'rare-class',
  'untrained-class',
  'small-split',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** A fault that a strict reading throws and a tolerant one keeps: of one kind, in one column or in the rows. */
export interface SourceProblem {
  readonly kind: ProblemKind;
  /** The first faults of this problem, at most 20. */
  readonly faults: readonly Fault[];
  /** Some of the affected rows of the source, from 0, at most 20. */
  readonly rows: readonly number[];
  /** The number of affected cells, rows or classes. */
  readonly count: number;
}

/**
 * How a source is read. Strict: all faults are thrown together. Tolerant: faults that leave usable rows are kept as
 * problems.
 */
export interface Reading {
  readonly isTolerant?: boolean;
  /** Images of several sizes are brought to one, which a note says, where the request has no size. */
  readonly choosesSize?: boolean;
  /** Called from time to time with the fraction of the source read so far, 0 to 1. */
  onProgress?(fraction: number): void;
}
