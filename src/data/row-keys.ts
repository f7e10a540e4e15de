import type { WindowTime } from '../study/pipeline.ts';
import type { WindowSpec } from '../study/windows/window-spec.ts';

/** Fields of a space file that name a column of times. */
export type TimeField = 'data.split.time' | 'data.window.time' | 'data.sequence.time';

export interface RowGroups {
  readonly column: string;
  /** One index into `names` per row. */
  readonly codes: Int32Array;
  /** As written. */
  readonly names: readonly string[];
}

/** The first rows of a column of texts (as hashes), whole numbers or dates (in milliseconds since 1970). */
export interface KeyColumn {
  readonly name: string;
  readonly kind: 'text' | 'integer' | 'date';
  /** NaN for a missing cell. */
  readonly values: Float64Array;
}

export interface RowTimes {
  readonly column: string;
  /** The field that names the column. */
  readonly field: TimeField;
  /** One per row, in milliseconds since 1970 if they are dates. */
  readonly values: Float64Array;
  readonly areDates: boolean;
}

export interface RowSteps {
  /** Absent where the table is one series. */
  readonly series?: RowGroups;
  readonly times: RowTimes;
  readonly time: Omit<WindowTime, 'step'>;
}

/** Where the window of each row is. */
export interface RowWindows {
  readonly spec: WindowSpec;
  readonly time: WindowTime;
  /** All rows, one series after the other, each in the order of time. */
  readonly order: Int32Array;
  /** The place of each row in `order`. */
  readonly placeOf: Int32Array;
  /** For each place in `order` the first place of its rows without a gap between them. */
  readonly runStart: Int32Array;
  /** The rows with a whole window before them, ascending: only these are examples. */
  readonly targets: Int32Array;
  /** That of the seasonal baseline; absent where none is known. */
  readonly season?: Season;
}

export interface Season {
  readonly rows: number;
  /** False: the best of those that the step of time suggests. */
  readonly isDeclared: boolean;
}
