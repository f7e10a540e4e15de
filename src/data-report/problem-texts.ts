import type { ProblemKind } from '../data/source-problem.ts';
import type { Fault } from '../faults/errors.ts';
import { counted } from '../reports/figure.ts';

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
const ofCells = {
  ...ofColumn,
  message: (count: number, { constraint: what }: Fault) => `${counted(count, 'cell')} that ${what}`,
};
const brokenCells = { ...ofCells, advice: 'fix the cells; their rows are left out here' };
const missingCells = {
  ...ofCells,
  advice: 'fill the cells, or remove their rows, which are left out here',
};

/** The words for each kind of problem that a tolerant reading skips. */
export const problemTexts: Readonly<Record<ProblemKind, ProblemText>> = {
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
  'missing-path': missingCells,
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
  'broken-weight': brokenCells,
  'unknown-split': brokenCells,
  'missing-group': missingCells,
  'unreadable-time': brokenCells,
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
