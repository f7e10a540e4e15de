import type { Pad } from './padding.ts';
import type { WindowSpec } from './window-spec.ts';

/** A table in long form, one row a step of time: each series is one example. */
export interface SequenceSpec {
  /** The column whose equal values are one series. */
  readonly by: string;
  /** The column of the times that order the rows of a series. */
  readonly time: string;
  /** Steps of an input; absent: those of the longest series. */
  readonly length?: number;
  /** The end at which a shorter series is filled up. */
  readonly pad: Pad;
  /** The end at which a longer series is cut; absent where that is a fault. */
  readonly cut?: Pad;
  /** The target of a series is that of its last row; absent where it must be the same in all rows. */
  readonly target?: 'last';
}

/** The parts of a request that make examples of several rows of a table: at most one of them. */
export interface SeriesSpecs {
  /** For a table in the order of time. */
  readonly window?: WindowSpec;
  /** For a table in long form, whose series are the examples. */
  readonly sequence?: SequenceSpec;
}

/** The columns that make series of a table's rows, and the section of `data` that names them. */
export interface SeriesKeys {
  readonly section: 'data.window' | 'data.sequence';
  readonly by?: string;
  readonly time: string;
}

/** Undefined where each row is an example of its own. */
export function seriesKeys({ window, sequence }: SeriesSpecs): SeriesKeys | undefined {
  if (sequence !== undefined) return { section: 'data.sequence', by: sequence.by, time: sequence.time };
  if (window === undefined) return undefined;
  const { by, time } = window;
  return { section: 'data.window', ...(by !== undefined && { by }), time };
}
