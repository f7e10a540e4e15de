import type { SourceRows } from '../../data/load-dataset.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { counted } from '../../reports/figure.ts';
import { dayText } from '../../reports/number-text.ts';
import { columnFinding } from './finding-list.ts';

/** Many dates of plans and forecasts lie in the future; a few of records do by mistake. */
const mostFuture = 0.05;

/** `future-dates`: a few dates after the day `today`, counted from 1970: two-digit years may have been read as 20xx. */
export function findFutureDates({ raw }: SourceRows, today: number): DataFinding[] {
  if (raw.inputs.kind !== 'table') return [];
  return raw.inputs.columns.flatMap((column) => {
    if (column.kind !== 'number' || column.form?.type !== 'date') return [];
    const { name, values } = column;
    const found = [...values.keys()].filter((row) => (values[row] as number) >= today + 1);
    if (found.length === 0 || found.length > mostFuture * values.length) return [];
    const latest = found.reduce((last, row) => Math.max(last, values[row] as number), today);
    return [
      columnFinding(name, {
        severity: 'warn',
        kind: 'future-dates',
        message: `${counted(found.length, 'date')} after ${dayText(today)}, as late as ${dayText(latest).slice(0, 10)}`,
        advice:
          'look at these rows, and at those of the years before: a year of two digits may have been taken for one of this century',
        rows: found.map((row) => raw.rowNumbers[row] as number),
        count: found.length,
      }),
    ];
  });
}
