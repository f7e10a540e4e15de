import type { ClassSuspectsReport, SuspectRow, ValueSuspectsReport } from '../../reports/suspects-report.ts';
import { formatNumber, formatValue, plainLine } from './parts/format.ts';
import type { Column } from './parts/table.ts';

/** A feature nearer to the median of its class is not mentioned. */
const oddScore = 2;

/** How many rows are shown. */
export interface Limits {
  readonly suspects: number;
  readonly worst: number;
}

/** The columns of a classification's suspects, and of its worst rows. */
export function classTables({ suspects, worst }: ClassSuspectsReport, limits: Limits) {
  const some = suspects.slice(0, limits.suspects);
  const bad = worst.slice(0, limits.worst);
  const change = (given: string, other: string) => `${plainLine(given)} → ${plainLine(other)}`;
  return {
    suspects: [
      ...places(some),
      text('given → suggested', some, ({ given, suggested }) => change(given, suggested)),
      number('agreement', some, ({ agreement }) => percentage(agreement)),
      number('probability', some, ({ probability }) => percentage(probability)),
      text('confident', some, ({ isConfident }) => (isConfident ? 'yes' : '')),
      ...oddities(some),
    ],
    worst: [
      ...places(bad),
      text('given → predicted', bad, ({ given, predicted }) => change(given, predicted)),
      number('loss', bad, ({ loss }) => formatNumber(loss)),
      number('probability', bad, ({ probability }) => percentage(probability)),
      ...oddities(bad),
    ],
  };
}

/** Those of a regression. */
export function valueTables({ suspects, worst }: ValueSuspectsReport, limits: Limits) {
  const some = suspects.slice(0, limits.suspects);
  const bad = worst.slice(0, limits.worst);
  return {
    suspects: [
      ...places(some),
      number('given', some, ({ given }) => formatNumber(given)),
      number('suggested', some, ({ suggested }) => formatNumber(suggested)),
      number('residual', some, ({ residual }) => signed(residual)),
      number('z', some, ({ z }) => signed(z)),
      number('agreement', some, ({ agreement }) => percentage(agreement)),
      ...oddities(some),
    ],
    worst: [
      ...places(bad),
      number('given', bad, ({ given }) => formatNumber(given)),
      number('predicted', bad, ({ predicted }) => formatNumber(predicted)),
      number('residual', bad, ({ residual }) => signed(residual)),
      number('z', bad, ({ z }) => signed(z)),
      ...oddities(bad),
    ],
  };
}

function places(rows: readonly SuspectRow[]): Column[] {
  const which = rows.some(({ file }) => file !== undefined)
    ? text('file', rows, ({ file = '' }) => plainLine(file))
    : number('row', rows, ({ row }) => String(row));
  const isOfSeries = rows.some(({ series }) => series !== undefined);
  return [
    which,
    ...(isOfSeries ? [text('series', rows, ({ series = '' }) => plainLine(series))] : []),
    text('split', rows, ({ split }) => split),
  ];
}

/** The inputs that are unusual for the given class; no column for images, which a terminal cannot show. */
function oddities(rows: readonly SuspectRow[]): Column[] {
  if (!rows.some(({ features }) => features !== undefined)) return [];
  const cell = ({ features = [] }: SuspectRow) =>
    features
      .filter(({ z }) => Math.abs(z) >= oddScore)
      .map(({ name, value, z }) => `${plainLine(name)} ${plainLine(formatValue(value))} (${signed(z)})`)
      .join(', ');
  return [{ ...text('odd inputs (z)', rows, cell), rank: 1 }];
}

function number<Row>(title: string, rows: readonly Row[], cell: (row: Row) => string): Column {
  return { title, cells: rows.map(cell) };
}

function text<Row>(title: string, rows: readonly Row[], cell: (row: Row) => string): Column {
  return { ...number(title, rows, cell), align: 'left' };
}

function percentage(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function signed(value: number): string {
  // A z-score above 10 is beyond doubt: its digits say nothing.
  const shown = Math.abs(value) >= 10 ? Math.round(value) : value;
  return `${value > 0 ? '+' : ''}${formatNumber(shown)}`;
}
