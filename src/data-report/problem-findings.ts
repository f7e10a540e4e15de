import type { NonFiniteCells, RawData } from '../data/raw-data.ts';
import type { ProblemKind, SourceProblem } from '../data/source-problem.ts';
import type { Fault } from '../faults/errors.ts';
import { worded } from '../faults/message.ts';
import type { DataFinding } from '../reports/data-report.ts';
import { counted } from '../reports/figure.ts';
import { listRows } from '../reports/number-text.ts';
import { problemTexts } from './problem-texts.ts';

const listedFaults = 3;
/** Share of rows that may be left out without a warning. */
const mostSkipped = 0.05;
const refused = 'start refuses the data until then';

/** The problems that a tolerant reading skipped, and cells with NaN or inf: failures, but for rows that `start` skips. */
export function findProblems({
  problems = [],
  nonFinite = [],
  rowNumbers,
  layouts = [],
}: RawData): DataFinding[] {
  const told = new Set(nonFinite.map(({ column }) => column));
  const others = problems.filter(
    ({ kind, faults }) => kind !== 'infinite-values' || !told.has(faults[0]?.field ?? ''),
  );
  return [
    ...others.map((problem) => problemFinding(problem, rowNumbers.length, layouts.length > 1)),
    ...nonFinite.map(nonFiniteFinding),
  ];
}

/** `hasFiles`: the faults are in several files. */
function problemFinding(
  { kind, faults, rows, count }: SourceProblem,
  kept: number,
  hasFiles: boolean,
): DataFinding {
  const [first] = faults as [Fault];
  const { isOfColumn, message, advice, isAccepted } = problemTexts[kind];
  const text = `${message(count, first)}${examples(kind, faults, hasFiles)}`;
  return {
    severity: isAccepted ? severityOfSkipped(count, kept) : 'fail',
    kind,
    message: isOfColumn ? `${first.field}: ${text}` : text,
    advice: isAccepted ? advice : `${first.hint === undefined ? advice : worded(first.hint)}; ${refused}`,
    columns: isOfColumn ? [first.field] : [],
    rows,
    count,
  };
}

function severityOfSkipped(count: number, kept: number): DataFinding['severity'] {
  return count > mostSkipped * (count + kept) ? 'warn' : 'info';
}

/** Their values and lines, unless the message already contains them. */
function examples(kind: ProblemKind, faults: readonly Fault[], hasFiles: boolean): string {
  if (kind === 'constant-target') return '';
  const listed = faults.slice(0, listedFaults).map(({ value, line, row, file }) => {
    const what = typeof value === 'string' ? `'${value}'` : value === undefined ? '' : JSON.stringify(value);
    const place = line === undefined ? (row === undefined ? '' : `row ${row}`) : `line ${line}`;
    const where = place !== '' && hasFiles ? `${place} of ${file}` : place;
    return [what, where].filter((part) => part !== '').join(' in ');
  });
  const told = listed.filter((text) => text !== '');
  return told.length === 0 ? '' : ` (${told.join(', ')}${faults.length > listedFaults ? ', …' : ''})`;
}

function nonFiniteFinding({ column, rows, nanCount, infiniteCount }: NonFiniteCells): DataFinding {
  const parts = [
    nanCount > 0 ? `${counted(nanCount, 'cell')} ${nanCount === 1 ? 'says' : 'say'} NaN` : '',
    infiniteCount > 0
      ? `${counted(infiniteCount, 'cell')} ${infiniteCount === 1 ? 'is' : 'are'} infinite or beyond the range of 32-bit floats`
      : '',
  ].filter((part) => part !== '');
  const count = nanCount + infiniteCount;
  const consequence = infiniteCount > 0 ? refused : 'start takes NaN as a missing cell';
  return {
    severity: 'fail',
    kind: 'non-finite-values',
    message: `${column}: ${parts.join(' and ')} (${listRows(rows, count)})`,
    advice: `find out what made them, such as a division by zero, and leave cells empty whose values are missing; ${consequence}`,
    columns: [column],
    rows,
    count,
  };
}
