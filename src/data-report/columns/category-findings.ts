import type { BySplit } from '../../data/dataset.ts';
import type { CategoryColumn } from '../../data/raw-data.ts';
import type { CategorySummary, DataFinding, TextSummary } from '../../reports/data-report.ts';
import { counted } from '../../reports/figure.ts';
import { listRows, percent } from '../../reports/number-text.ts';
import { findAlikeNames } from './alike-names.ts';
import { columnFinding } from './finding-list.ts';
import { missingFindings } from './missing-findings.ts';

const nearlyAll = 0.99;
const fewestRowsForShares = 100;
const listedRows = 20;

export interface JudgedCategories {
  readonly name: string;
  readonly column: CategoryColumn;
  readonly summary: CategorySummary;
  /** The count of each category per split. */
  readonly counts: BySplit<Int32Array>;
  readonly rowNumbers: Int32Array;
}

/** Findings about a column of categories. */
export function findInCategories(judged: JudgedCategories): DataFinding[] {
  const isMissing = (index: number) => (judged.column.codes[index] as number) < 0;
  return [
    ...constantFindings(judged),
    ...missingFindings(judged, isMissing),
    ...unseenFindings(judged),
    ...alikeFindings(judged),
  ];
}

const fewUnknown = 0.25;

/** Findings about a column of texts, most of which are of one row alone. */
export function findInTexts(judged: JudgedCategories, { of, unknown }: TextSummary): DataFinding[] {
  const isMissing = (index: number) => (judged.column.codes[index] as number) < 0;
  const share = Math.max(unknown.validation, unknown.test);
  const message = `${percent(share)} of the ${of} outside of the training split are unknown to the model`;
  const advice = 'texts of other topics, or few training texts: more of them, or "as": "characters"';
  return [
    ...constantFindings(judged),
    ...missingFindings(judged, isMissing),
    ...(share > fewUnknown
      ? [columnFinding(judged.name, { severity: 'info', kind: 'unknown-words', message, advice })]
      : []),
  ];
}

function constantFindings(judged: JudgedCategories): DataFinding[] {
  const { name, summary, counts } = judged;
  const [most] = summary.values;
  if (most === undefined) return [];
  const inTraining = counts.train.filter((count) => count > 0).length === 1;
  if (summary.distinct === 1 || inTraining) {
    const where = summary.distinct === 1 ? '' : ' of the training split';
    return [
      columnFinding(name, {
        severity: 'warn',
        kind: 'constant-column',
        message: `every row${where} has the category '${most.value}'`,
        advice: 'a model cannot learn from it: name it in data.exclude, or find out why it does not vary',
      }),
    ];
  }
  if (summary.count < fewestRowsForShares || most.count < nearlyAll * summary.count) return [];
  const code = judged.column.categories.indexOf(most.value);
  const rows = rowsWhere(judged, (each) => each >= 0 && each !== code);
  const others = summary.count - most.count;
  return [
    columnFinding(name, {
      severity: 'info',
      kind: 'nearly-constant-column',
      message: `${percent(most.count / summary.count)} of the rows have the category '${most.value}'; others have ${listRows(rows, others)}`,
      advice: 'look at the few rows that differ: they are errors, or all that the column can tell',
      rows,
      count: others,
    }),
  ];
}

function unseenFindings(judged: JudgedCategories): DataFinding[] {
  const { name, column, counts } = judged;
  const unseen = (code: number) => code >= 0 && counts.train[code] === 0;
  const total = (code: number) => (counts.validation[code] as number) + (counts.test[code] as number);
  const codes = [...column.categories.keys()].filter((code) => unseen(code) && total(code) > 0);
  if (codes.length === 0) return [];
  const count = codes.reduce((sum, code) => sum + total(code), 0);
  const names = codes.slice(0, 3).map((code) => `'${column.categories[code]}'`);
  return [
    columnFinding(name, {
      severity: 'info',
      kind: 'unseen-category',
      message: `${counted(count, 'row')} outside of the training split ${count === 1 ? 'has' : 'have'} a category that it never shows: ${names.join(', ')}${codes.length > 3 ? ', …' : ''}`,
      advice: 'a model sees no category at all there; rare ones may be worth joining',
      rows: rowsWhere(judged, unseen),
      count,
    }),
  ];
}

function alikeFindings(judged: JudgedCategories): DataFinding[] {
  const { name, column, summary } = judged;
  return findAlikeNames(summary.values.map(({ value, count }) => ({ name: value, count }))).map(
    ({ rare, common, isSame }) =>
      columnFinding(name, {
        severity: isSame ? 'warn' : 'info',
        kind: 'alike-categories',
        message: `the categories '${rare.name}' (${rare.count}) and '${common.name}' (${common.count}) may be one`,
        advice: 'if they are, write both alike',
        rows: rowsWhere(judged, (code) => column.categories[code] === rare.name),
        count: rare.count,
      }),
  );
}

function rowsWhere({ column, rowNumbers }: JudgedCategories, isWanted: (code: number) => boolean): number[] {
  const found: number[] = [];
  for (let index = 0; index < rowNumbers.length && found.length < listedRows; index++) {
    if (isWanted(column.codes[index] as number)) found.push(rowNumbers[index] as number);
  }
  return found;
}
