import pc from 'picocolors';
import { shownName } from '../../../faults/visible-text.ts';
import { counted } from '../../../reports/figure.ts';
import type { LearningCurveReport } from '../../../reports/learned/learning-curve-report.ts';
import { formatNumber } from '../parts/format.ts';
import { renderTable } from '../parts/table.ts';
import { wrapLine } from '../parts/wrap-line.ts';

const longestBar = 30;

const partsText = {
  groups: '; each part has whole groups',
  latest: '; each part has the latest rows, so that more rows are older ones',
};

/** Whether more rows would pay, in words, and the curve with what it predicts. */
export function renderLearningCurve(report: LearningCurveReport, width: number): string {
  const { study, trial, metric, points, predictions, repeats, judged, level, omitted, fewestRows } = report;
  const rows = [
    ...points.map(({ rows: count, values, mean }) => {
      const known = values.filter((value) => value !== null);
      const range = known.length < 2 ? '' : spread(Math.min(...known), Math.max(...known));
      return { count, value: mean, range, isPredicted: false };
    }),
    ...predictions.map(({ rows: count, value, low, high }) => {
      return { count, value, range: `${spread(low, high)} (${100 * level} %)`, isPredicted: true };
    }),
  ];
  const most = Math.max(...rows.map(({ value }) => value ?? 0));
  const column = (title: string, cell: (row: (typeof rows)[number]) => string, rank = 0) => ({
    ...{ title, rank, cells: rows.map(cell) },
    align: 'left' as const,
  });
  const table = renderTable(
    [
      { ...column('training rows', ({ count }) => String(count)), align: 'right' },
      column(metric, ({ value }) => (value === null ? 'failed' : formatNumber(value))),
      column('from to', ({ range }) => range),
      column('', ({ isPredicted }) => (isPredicted ? 'predicted' : '')),
      column('', ({ value, isPredicted }) => bar(value ?? 0, most, isPredicted), 1),
    ],
    width,
  );
  return [
    ...wrapLine(
      `${pc.bold(shownName(study))}, trial ${trial}: ${counted(repeats, 'training')} with each number of rows, judged by ${counted(judged, 'validation row')}${report.parts === undefined ? '' : partsText[report.parts]}`,
      width,
    ),
    '',
    ...wrapLine(verdict(report), width),
    '',
    table.text,
    ...(omitted.length === 0
      ? []
      : wrapLine(`left out, with fewer than ${fewestRows} training rows: ${omitted.join(', ')}`, width)),
  ].join('\n');
}

/** "More rows would pay: with 2300 in place of 1150, valLoss would fall from 0.1 to 0.08 (95 %: 0.07 to 0.09)." */
function verdict({
  pays,
  metric,
  direction,
  current,
  points,
  predictions,
  level,
}: LearningCurveReport): string {
  const [twice] = predictions;
  if (twice === undefined) return '';
  const first = {
    yes: 'More rows would pay',
    no: 'More rows would hardly pay',
    unclear: 'It is not clear whether more rows would pay',
  }[pays];
  const way = direction === 'minimize' ? 'fall' : 'rise';
  const measured = points.find(({ rows }) => rows === current.rows)?.mean;
  const isFitted = typeof measured === 'number' && formatNumber(measured) !== formatNumber(current.value);
  const fitted = isFitted ? ` (the fitted curve; measured: ${formatNumber(measured)})` : '';
  const change = `with ${twice.rows} in place of ${current.rows}, ${metric} would ${way} from ${formatNumber(current.value)}${fitted} to ${formatNumber(twice.value)}`;
  return `${first}: ${change} (${100 * level} %: ${spread(twice.low, twice.high)}), if the curve goes on as it has.`;
}

function spread(low: number, high: number): string {
  return `${formatNumber(low)} to ${formatNumber(high)}`;
}

function bar(value: number, most: number, isPredicted: boolean): string {
  const length = most > 0 ? Math.max(0, Math.round((longestBar * value) / most)) : 0;
  return (isPredicted ? '░' : '▇').repeat(length);
}
