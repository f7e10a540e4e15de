import type { StudySummary } from '../../../reports/study-summary.ts';
import { formatValue } from '../parts/format.ts';
import { renderTable } from '../parts/table.ts';

export function renderStudies(rows: readonly StudySummary[], columns: number): string {
  const column = (title: string, cell: (row: StudySummary) => string, rank = 0) => ({
    ...{ title, rank },
    cells: rows.map(cell),
  });
  const table = [
    { ...column('study', ({ name }) => name), align: 'left' as const },
    column('created (UTC)', ({ createdAt }) => createdAt.slice(0, 16).replace('T', ' '), 2),
    column('backend', ({ backend }) => backend ?? '–', 1),
    column('complete', ({ trials }) => String(trials.complete)),
    column('pruned', ({ trials }) => String(trials.pruned), 1),
    column('failed', ({ trials }) => String(trials.failed)),
    column('waiting', ({ trials }) => String(trials.waiting + trials.running)),
    column('best', ({ best, metric }) => `${metric} ${formatValue(best)}`),
  ];
  return renderTable(table, columns).text;
}
