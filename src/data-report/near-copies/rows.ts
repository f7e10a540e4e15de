/** The nearest training row of each row of another split that has no exact twin there. */
export interface NearestRows {
  /** −1 where none was found. */
  readonly twin: Int32Array;
  /** In units of the distance below which two rows count as near; Infinity where none was found. */
  readonly distance: Float64Array;
  /** How many rows were looked at. */
  readonly queries: number;
  /** The dimension of the space in which rows lie, as distances show it: the smallest where it differs between regions. */
  readonly dimension: number;
}
