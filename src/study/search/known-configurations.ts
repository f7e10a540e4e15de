import type { Value } from '../distribution.ts';

/** Values of some of the space's parameters; a trial draws the others. */
export type KnownConfiguration = Readonly<Record<string, Value>>;

/** Known configurations that come from another study or a table. */
export interface WarmStart {
  /** The study or the file, as messages name it. */
  readonly from: string;
  readonly configurations: readonly KnownConfiguration[];
}

/** The parts of `search` that name configurations to run first. */
export interface KnownFirst {
  readonly enqueue?: readonly KnownConfiguration[];
  /** Never in a space file: an option gives it when the study begins. */
  readonly warmStart?: WarmStart;
}

/** The configurations that the first trials run, in their order. */
export function knownIn({ enqueue = [], warmStart }: KnownFirst): readonly KnownConfiguration[] {
  return [...enqueue, ...(warmStart?.configurations ?? [])];
}
