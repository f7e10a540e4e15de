import pc from 'picocolors';
import { counted } from '../../../reports/figure.ts';
import type { ImportanceReport } from '../../../reports/importance-report.ts';
import { formatMetric, plainLine } from './format.ts';
import { intervalBar, longestBar } from './interval-bar.ts';
import { renderTable } from './table.ts';
import { wrapLine } from './wrap-line.ts';

const barLength = 30;

/** The columns with the change of the metric without each of them, and those without a proven one. */
export function renderImportance(report: ImportanceReport, width: number): string {
  const { data, rows, metric, direction, value, repeats } = report;
  const change = direction === 'minimize' ? 'rises' : 'falls';
  const what = `on ${plainLine(data)}: how far the ${metric} of ${formatMetric(metric, value)} ${change} when a column's cells are shuffled among ${counted(rows, 'row')} (mean of ${repeats} shuffles)`;
  const [first = '', ...rest] = wrapLine(`importance ${what}`, width);
  return [
    [first.replace('importance', pc.bold('importance')), ...rest].join('\n'),
    importanceTable(report, width),
    ...notShownLines(report.notShown, width),
  ].join('\n');
}

function importanceTable(
  { columns, notShown, metric, direction, level }: ImportanceReport,
  width: number,
): string {
  const most = longestBar(columns);
  const show = (value: number) => formatMetric(metric, value);
  return renderTable(
    [
      { title: 'column', align: 'left', cells: columns.map(({ name }) => plainLine(name)) },
      { title: direction === 'minimize' ? 'rise' : 'fall', cells: columns.map(({ value }) => show(value)) },
      {
        title: `${100 * level} % interval`,
        align: 'left',
        cells: columns.map(({ low, high }) => `${show(low)} to ${show(high)}`),
      },
      {
        title: '',
        align: 'left',
        rank: 1,
        cells: columns.map((column) => intervalBar(column, most, barLength, !notShown.includes(column.name))),
      },
    ],
    width,
  ).text;
}

/** Two columns with the same information both have no importance, and yet one of them is needed. */
function notShownLines(names: readonly string[], width: number): string[] {
  if (names.length === 0) return [];
  const listed = names.map(plainLine).join(', ');
  const advice = `  → try data.exclude, or search data.columns.NAME${names.length > 1 ? ': columns that say the same hide each other, so leave out one at a time' : ''}`;
  return [
    '',
    ...wrapLine(`! columns that add nothing that can be shown: ${listed}`, width),
    ...wrapLine(advice, width),
  ];
}
