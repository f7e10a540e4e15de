/** For each row of the other splits without an exact twin in training, its nearest training row. */
export interface NearestRows {
  /** −1 when none was found. */
  readonly twin: Int32Array;
  /** In units of the distance below which two rows count as near; Infinity when none was found. */
  readonly distance: Float64Array;
  /** Number of rows examined. */
  readonly queries: number;
  /** The intrinsic dimension of the rows, estimated from distances: the smallest when it differs between regions. */
  readonly dimension: number;
}
