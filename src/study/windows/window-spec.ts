import type { Padding } from './padding.ts';

/**
 * Windows over a table in the order of time: the inputs of a row are `length` rows of its series, of which the last is
 * `horizon` rows before it.
 */
export interface WindowSpec {
  readonly length: number;
  readonly horizon: number;
  /** The column whose equal values are one series; absent where the table is one. */
  readonly by?: string;
  /** The column of the times: that of the split unless the space file names another. */
  readonly time: string;
  /** False: earlier values of the target are no inputs. */
  readonly pastTarget: boolean;
  /** True: rows are neighbours whatever time lies between them. */
  readonly acrossGaps: boolean;
  /** Rows in a season, for the seasonal baseline; absent: inferred from the step of time. */
  readonly season?: number;
  /** The inputs are whole series, each of the last row of its own, filled up or cut to `length`; `horizon` is 0. */
  readonly padding?: Padding;
  /** The target of a whole series is that of its last row; absent where all of its rows have it. */
  readonly target?: 'last';
}

/** The least number of whole seasons that reaches back to a row which is known when the window ends. */
export function seasonLag(season: number, horizon: number): number {
  return season * Math.ceil(horizon / season);
}

/** The place behind the last row of a window, where the row that it predicts is at `place` in the order of the rows. */
export function windowEnd(place: number, { horizon }: Pick<WindowSpec, 'horizon'>): number {
  return place - horizon + 1;
}

/** Rows of its series that must come before a row that is predicted. */
export function rowsBefore({ length, horizon }: Pick<WindowSpec, 'length' | 'horizon'>): number {
  return length + horizon - 1;
}
