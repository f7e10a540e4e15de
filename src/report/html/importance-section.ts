import { isPercentage } from '../../metrics/metric-format.ts';
import type { ColumnImportance, ImportanceReport } from '../../reports/importance-report.ts';
import { showCount, showNumber, showShare } from './elements/figures.ts';
import { html } from './elements/markup.ts';
import { renderHtmlTable } from './elements/table-html.ts';
import type { Section } from './page/page.ts';

/** The columns, the most important first, and those that add nothing that can be shown. */
export function importanceSection(report: ImportanceReport): Section {
  const { metric, direction, value, rows, columns, level, notShown, repeats } = report;
  const show = (each: number) => (isPercentage(metric) ? showShare(each) : showNumber(each));
  const change = direction === 'minimize' ? 'rises' : 'falls';
  const table = renderHtmlTable<ColumnImportance>({
    id: 'importance-table',
    caption: 'Importance of columns',
    rows: columns,
    columns: [
      { title: 'Column', isHeading: true, cell: ({ name }) => name, sortBy: ({ name }) => name },
      {
        title: direction === 'minimize' ? 'Rise' : 'Fall',
        kind: 'number',
        cell: (column) => show(column.value),
        sortBy: (column) => column.value,
      },
      {
        title: `${100 * level} % interval`,
        isSortable: false,
        cell: ({ low, high }) => `${show(low)} to ${show(high)}`,
      },
    ],
  });
  const nothing =
    notShown.length === 0
      ? ''
      : html`<p>Columns that add nothing that can be shown: <b>${notShown.join(', ')}</b>.</p>`;
  return {
    id: 'importance',
    title: 'Importance',
    content: html`<p class="quiet">How far the ${metric} of ${show(value)} ${change} when a column's cells are shuffled among ${showCount(rows)} rows, the mean of ${showCount(repeats)} shuffles. Columns that say the same share their importance.</p>
${table}${nothing}`,
  };
}
