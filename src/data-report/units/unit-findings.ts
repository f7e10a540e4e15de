import type { SourceRows } from '../../data/load-dataset.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { figure, percent } from '../../reports/figure.ts';
import { columnFinding } from '../columns/finding-list.ts';
import { measureUnits } from './mixed-units.ts';

/** `mixed-units`: a column of which some rows are in another unit than the others. */
export function findMixedUnits({ raw }: SourceRows): DataFinding[] {
  if (raw.inputs.kind !== 'table') return [];
  const found = measureUnits(raw.inputs.columns, Int32Array.from(raw.rowNumbers.keys()));
  return found.map(({ column, share, ratio, isSmaller, units, separation, rows }) =>
    columnFinding(column, {
      severity: 'warn',
      kind: 'mixed-units',
      message: `${percent(share)} of the rows are ${figure(ratio)} times as ${isSmaller ? 'small' : 'large'} as the other columns have it for the rest, as ${units} are (two levels, ${figure(separation)} standard deviations apart)`,
      advice: `look at where these rows come from, and convert them: else ${column} means two things`,
      rows: Array.from(rows, (row) => raw.rowNumbers[row] as number).sort((one, other) => one - other),
      count: Math.round(share * raw.rowNumbers.length),
    }),
  );
}
