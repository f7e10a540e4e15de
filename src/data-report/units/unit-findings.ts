import { numberTables } from '../../data/arrays/number-tables.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { figure, percent } from '../../reports/figure.ts';
import { ascendingRows } from '../columns/ascending-rows.ts';
import { columnFinding } from '../columns/finding-list.ts';
import { measureUnits } from './mixed-units.ts';

/** `mixed-units`: a column, or a feature of an array, of which some rows or steps are in another unit than the others. */
export function findMixedUnits({ raw }: SourceRows): DataFinding[] {
  return numberTables(raw)
    .filter(({ areQuantities }) => areQuantities)
    .flatMap((table) =>
      measureUnits(
        table.columns,
        table.rows.map((_, place) => place),
      ).map(({ column, share, ratio, isSmaller, units, separation, rows }) =>
        columnFinding(column, {
          severity: 'warn',
          kind: 'mixed-units',
          message: `${percent(share)} of the ${table.of} are ${figure(ratio)} times as ${isSmaller ? 'small' : 'large'} as the other columns have it for the rest, as ${units} are (two levels, ${figure(separation)} standard deviations apart)`,
          advice: `look at where these rows come from, and convert them: else ${column} means two things`,
          rows: ascendingRows(rows, table, raw),
          count: Math.round(share * raw.rowNumbers.length),
        }),
      ),
    );
}
