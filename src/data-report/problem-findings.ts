import type { NonFiniteCells, RawData } from '../data/raw-data.ts';
import type { ProblemKind, SourceProblem } from '../data/source-problem.ts';
import type { Fault } from '../faults/errors.ts';
import { worded } from '../faults/message.ts';
import type { DataFinding } from '../reports/data-report.ts';
import { counted, listRows } from '../reports/number-text.ts';

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

interface ProblemText {
  /** True when the fault's field is a column of the table. */
  readonly isOfColumn: boolean;
  readonly message: (count: number, first: Fault) => string;
  readonly advice: string;
  /** True for what `start` accepts. */
  readonly isAccepted?: true;
}

const ofRows = { isOfColumn: false } as const;
const ofColumn = { isOfColumn: true } as const;
const constraint = (_: number, first: Fault) => first.constraint;

const texts: Readonly<Record<ProblemKind, ProblemText>> = {
  'broken-file': {
    ...ofRows,
    message: (_, { constraint: what, line, row }) =>
      `${line === undefined ? `row ${row}` : `line ${line}`} ${what}; what follows was not read`,
    advice: 'correct it: training needs the whole file',
  },
  'broken-row': {
    ...ofRows,
    message: (count, first) => `${counted(count, 'row')} of the wrong length: a row ${first.constraint}`,
    advice: 'fix or remove the rows, which are left out here',
  },
  'corrupt-image': {
    ...ofRows,
    message: (count, { field, constraint: what }) =>
      `${counted(count, 'image')} that cannot be read: ${field} ${what}`,
    advice: 'fix or remove the files, which are left out here',
  },
  'missing-path': {
    ...ofColumn,
    message: (count, { constraint: what }) => `${counted(count, 'cell')} that ${what}`,
    advice: 'fill the cells, or remove their rows, which are left out here',
  },
  'unlike-image': {
    ...ofRows,
    message: (count, { field, constraint: what }) =>
      `${counted(count, 'image')} unlike the others: ${field} ${what}`,
    advice:
      'set data.size and data.channels, which bring all images to one form; the images are left out here',
  },
  'repeated-column': {
    ...ofRows,
    message: (_, first) => `${first.field} has the name of an earlier one`,
    advice: 'give each column a name of its own; only the first one is looked at here',
  },
  'text-among-numbers': {
    ...ofColumn,
    message: (count, first) => `${counted(count, 'cell')}: ${first.constraint}`,
    advice: 'fix the cells, which are taken as missing here',
  },
  'unusable-cells': {
    ...ofColumn,
    message: (count) => `${counted(count, 'cell')} with a list or an object`,
    advice:
      'name the column in data.exclude, or write numbers, texts or dates in their place; it is left out here',
  },
  'rounded-names': {
    ...ofColumn,
    message: (count) =>
      `${counted(count, 'name')} written as a number beyond 2^53, whose last digits are lost`,
    advice: 'write these names as strings',
  },
  'infinite-values': {
    ...ofColumn,
    message: (count) => `${counted(count, 'value')} infinite or beyond the range of 32-bit floats`,
    advice: 'find out what made them; a division by zero, mostly',
  },
  'empty-column': {
    ...ofColumn,
    message: constraint,
    advice: 'find out why it is empty: start leaves it out, as is done here',
    isAccepted: true,
  },
  'identifier-column': {
    ...ofColumn,
    message: constraint,
    advice:
      'a name of each row can only be memorised: start leaves it out, as is done here, unless data.columns declares another type',
    isAccepted: true,
  },
  'class-or-missing': {
    ...ofColumn,
    message: (count, { constraint: what }) => `${counted(count, 'cell')} that ${what}`,
    advice:
      'declare the column in data.columns: with "missing": [] the word is a class, with the word in this list it is none',
  },
  'missing-target': {
    ...ofColumn,
    message: constraint,
    advice: 'fill the cells if their values are known: start leaves out these rows, as is done here',
    isAccepted: true,
  },
  'constant-target': {
    ...ofColumn,
    message: (_, { constraint: what, value }) => `${what}, and all rows have '${value}'`,
    advice: 'there is nothing to predict: look at data.target',
  },
  'outside-transform': {
    ...ofColumn,
    message: (count, { constraint: what }) => `${counted(count, 'target')} outside the range: it ${what}`,
    advice: 'choose another data.targetTransform or data.task, or remove the rows, which are left out here',
  },
  'broken-weight': {
    ...ofColumn,
    message: (count, { constraint: what }) => `${counted(count, 'cell')} that ${what}`,
    advice: 'fix the cells; their rows are left out here',
  },
  'unknown-split': {
    ...ofColumn,
    message: (count, { constraint: what }) => `${counted(count, 'cell')} that ${what}`,
    advice: 'fix the cells; their rows are left out here',
  },
  'missing-group': {
    ...ofColumn,
    message: (count, { constraint: what }) => `${counted(count, 'cell')} that ${what}`,
    advice: 'fill the cells, or remove their rows, which are left out here',
  },
  'unreadable-time': {
    ...ofColumn,
    message: (count, { constraint: what }) => `${counted(count, 'cell')} that ${what}`,
    advice: 'fix the cells; their rows are left out here',
  },
  'rare-class': {
    ...ofRows,
    message: (count, first) =>
      `${count === 1 ? 'a class' : `${count} classes`} with a single row: ${first.constraint}`,
    advice: 'remove the rows, collect more, or set data.split.stratify to false',
  },
  'untrained-class': {
    ...ofRows,
    message: (count, first) =>
      `${count === 1 ? 'a class' : `${count} classes`} without a row to learn from: ${first.constraint}`,
    advice: 'remove the rows, collect more, or split otherwise',
  },
  'small-split': {
    ...ofRows,
    message: constraint,
    advice: 'collect more rows, or make the split larger',
  },
};

/** `hasFiles`: the faults are in several files. */
function problemFinding(
  { kind, faults, rows, count }: SourceProblem,
  kept: number,
  hasFiles: boolean,
): DataFinding {
  const [first] = faults as [Fault];
  const { isOfColumn, message, advice, isAccepted } = texts[kind];
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
