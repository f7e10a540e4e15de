import pc from 'picocolors';
import {
  type ClassSuspectsReport,
  quickText,
  type SuspectRow,
  type SuspectsReport,
  type TargetSuspectsReport,
  targetReports,
  type ValueSuspectsReport,
} from '../../reports/suspects-report.ts';
import { renderBaseline } from './parts/baseline-text.ts';
import { renderConfusion } from './parts/confusion-text.ts';
import { formatNumber, formatValue, plainLine } from './parts/format.ts';
import { type Column, renderTable } from './parts/table.ts';
import { wrapLine } from './parts/wrap-line.ts';

const shownSuspects = 20;
const shownWorst = 10;
/** Each of several targets shows at least so many; together they share the numbers above. */
const fewestShown = 5;
/** A feature nearer to the median of its class is not mentioned. */
const oddScore = 2;

/** The rows that the models doubt, those that they predict worst, and the classes that they confuse. */
export function renderSuspects(report: SuspectsReport, width: number): string {
  const reports = targetReports(report);
  const baseline = baselineLine(report).flatMap((line) => wrapLine(line, width));
  const limits = {
    suspects: Math.max(fewestShown, Math.floor(shownSuspects / reports.length)),
    worst: Math.max(fewestShown, Math.floor(shownWorst / reports.length)),
  };
  const [first, ...others] = reports.map((each) => renderTarget(each, limits, width)) as [
    string[],
    ...string[][],
  ];
  const all =
    'targets' in report ? [...baseline, ...first] : [first[0] as string, ...baseline, ...first.slice(1)];
  return [all, ...others].map((lines) => lines.join('\n')).join('\n\n');
}

/** Most rows of the tables of one target. */
interface Limits {
  readonly suspects: number;
  readonly worst: number;
}

function renderTarget(
  report: TargetSuspectsReport & { readonly name?: string },
  limits: Limits,
  width: number,
): string[] {
  const { study, name } = report;
  const { suspects, worst } =
    report.task === 'classification' ? classTables(report, limits) : valueTables(report, limits);
  const total = report.splits.reduce((sum, split) => sum + split.suspects, 0);
  const more = total > limits.suspects ? ` (the first ${limits.suspects} of ${total})` : '';
  const title = name === undefined ? plainLine(study) : `${plainLine(study)}, ${plainLine(name)}`;
  return [
    wrapLine(`${title}: ${counted(report)}`, width).join('\n'),
    ...report.notes.flatMap((note) => wrapLine(`note: ${note}`, width).map(pc.dim)),
    '',
    ...(total === 0 ? ['no row is suspected'] : [pc.bold(`suspects${more}`), tableOf(suspects, width)]),
    '',
    pc.bold('worst predicted'),
    tableOf(worst, width),
    ...('confusion' in report && report.confusion ? ['', renderConfusion(report.confusion, width)] : []),
  ];
}

function tableOf(columns: readonly Column[], width: number): string {
  const { text, omitted } = renderTable(columns, width);
  return omitted.length === 0 ? text : `${text}\n(left out for want of room: ${omitted.join(', ')})`;
}

/**
 * "suspects are 68 of 1078 rows of train (38 confident) and 30 of 360 rows of validation (16 confident), by trials 3,
 * 7".
 */
function counted(report: TargetSuspectsReport): string {
  const parts = report.splits.map(({ name, rows, suspects }) => {
    const sure = 'confident' in report ? ` (${report.confident[name]} confident)` : '';
    return `${suspects} of ${rows} rows of ${name}${sure}`;
  });
  const { trials, quick } = report;
  const list = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' });
  const asked =
    trials.length === 0
      ? quick && quickText(quick)
      : trials.length === 1
        ? `trial ${trials[0]}`
        : `trials ${trials.join(', ')}`;
  return `suspects are ${list.format(parts)}, by ${asked}`;
}

function baselineLine({ humanBaseline, trials }: SuspectsReport): string[] {
  if (humanBaseline === undefined) return [];
  return [renderBaseline(humanBaseline, [{ who: `trial ${trials[0]}`, reached: humanBaseline.reached }])];
}

function classTables({ suspects, worst }: ClassSuspectsReport, limits: Limits) {
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

function valueTables({ suspects, worst }: ValueSuspectsReport, limits: Limits) {
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
