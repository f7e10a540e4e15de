import { didYouMean } from '../../faults/did-you-mean.ts';
import { writtenName } from '../../study/words/quoted-names.ts';

const listedNames = 10;

/** A column that rows can be filtered and sorted by. A date is a number of days since 1970, in UTC. */
export interface RowColumn {
  readonly name: string;
  readonly kind: 'number' | 'date' | 'text';
  /** The value of a row, by its index in the data; undefined where it is missing. */
  valueAt(index: number): number | string | undefined;
}

/** The column that a wrong name may mean, in words, or else the first ones that there are. */
export function nearColumns(wanted: string, columns: readonly RowColumn[]): string {
  return (
    didYouMean(
      wanted,
      columns.map(({ name }) => name),
    ) ?? listedColumns(columns)
  );
}

/** "the columns are age, "price, net", …": the first names, as a condition or a list has them. */
export function listedColumns(columns: readonly RowColumn[]): string {
  const listed = columns.slice(0, listedNames).map(({ name }) => writtenName(name));
  return `the columns are ${listed.join(', ')}${columns.length > listedNames ? ', …' : ''}`;
}
