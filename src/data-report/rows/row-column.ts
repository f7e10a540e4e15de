/** A column that rows can be filtered and sorted by. A date is a number of days since 1970, in UTC. */
export interface RowColumn {
  readonly name: string;
  readonly kind: 'number' | 'date' | 'text';
  /** The value of a row, by its index in the data; undefined where it is missing. */
  valueAt(index: number): number | string | undefined;
}
