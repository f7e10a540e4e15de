import type { NumberColumn, RawTable } from '../../data/raw-data.ts';

/** More columns would have too many triples. */
const mostColumns = 40;
/** Columns of fewer values agree by chance. */
const fewestDistinct = 20;

/** A column of numbers, and the value that most of its rows have, which agrees with others by chance. */
export interface ComparedColumn {
  readonly name: string;
  readonly values: Float64Array;
  readonly commonest: number;
}

/** The columns of many numbers; dates are none. */
export function comparedColumns({ columns }: RawTable): ComparedColumn[] {
  return columns
    .filter((column): column is NumberColumn => column.kind === 'number' && column.form?.type !== 'date')
    .flatMap(({ name, values }) => {
      const counts = new Map<number, number>();
      for (const value of values) if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
      if (counts.size < fewestDistinct) return [];
      const [commonest] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most));
      return [{ name, values, commonest }];
    })
    .slice(0, mostColumns);
}

/** True for numbers that differ by rounding alone. */
export function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-6 * Math.max(Math.abs(one), Math.abs(other));
}
