import pc from 'picocolors';
import {
  quickText,
  type SuspectsReport,
  type TargetSuspectsReport,
  targetReports,
} from '../../reports/suspects-report.ts';
import { renderBaseline } from './parts/baseline-text.ts';
import { renderConfusion } from './parts/confusion-text.ts';
import { plainLine } from './parts/format.ts';
import { type Column, renderTable } from './parts/table.ts';
import { wrapLine } from './parts/wrap-line.ts';
import { classTables, type Limits, valueTables } from './suspect-tables.ts';

const shownSuspects = 20;
const shownWorst = 10;
/** Each of several targets shows at least so many; together they share the numbers above. */
const fewestShown = 5;

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
