import type { CategoryColumn, NumberColumn, RawColumn, RawTarget } from '../../data/raw-data.ts';
import type { ColumnRelation, RelationGroup } from '../../reports/data/relation-report.ts';
import { brief, dayText } from '../../reports/number-text.ts';
import {
  explainedCounts,
  explainedRanks,
  rankCorrelation,
  ranksOfSorted,
} from '../../statistics/ranks/rank-tests.ts';
import { quantileOf } from '../../statistics/sorted-values.ts';
import type { SortedOrder } from '../../statistics/sorting/sort-by-range.ts';
import { sortedOrder } from '../../statistics/sorting/sort-order.ts';
import { countCodes } from '../columns/category-summary.ts';
import { meanOfSorted } from '../columns/number-summary.ts';
import { categoriesOf, type Groups, rowsWithNumber, tenthsOf } from './column-groups.ts';

const mostGroups = 12;
const mostClasses = 6;
const fewestRows = 10;

type ClassTarget = Extract<RawTarget, { kind: 'classification' }>;
type NumberTarget = Extract<RawTarget, { kind: 'regression' }>;

/** How well a column alone explains the target on these rows; undefined where fewer than ten have a value. */
export function relationOf(
  column: RawColumn,
  target: RawTarget,
  rows: Int32Array,
): ColumnRelation | undefined {
  const relation =
    target.kind === 'regression'
      ? targetByColumn(column, target, rows)
      : column.kind === 'number'
        ? columnByClass(column, target, rows)
        : classesByCategory(column, target, rows);
  return relation.rows < fewestRows ? undefined : { column: column.name, ...relation };
}

type Relation = Omit<ColumnRelation, 'column'>;

/** The target's values in tenths of a column of numbers, or in its categories. */
function targetByColumn(column: RawColumn, { values }: NumberTarget, rows: Int32Array): Relation {
  const groups: Groups & { readonly sorted?: SortedOrder } =
    column.kind === 'number'
      ? tenthsOf(column, rows, column.form?.type === 'date' ? dayText : brief)
      : categoriesOf(column, rows);
  const { members, codes, sorted: ofColumn } = groups;
  const sorted = members.length === rows.length ? sortedTarget(values, rows) : sortedOrder(values, members);
  const ranks = ranksOfSorted(sorted);
  return {
    rows: members.length,
    explained: explainedRanks(ranks, codes),
    ...(ofColumn && { correlation: rankCorrelation(ranksOfSorted(ofColumn), ranks) }),
    summarises: 'target',
    groups: summaries(groups, sorted),
  };
}

const known = new WeakMap<Float64Array, { readonly rows: Int32Array; readonly sorted: SortedOrder }>();

/** The target's values in all of these rows, which most columns are compared with; sorted once. */
function sortedTarget(values: Float64Array, rows: Int32Array): SortedOrder {
  const found = known.get(values);
  if (found?.rows === rows) return found.sorted;
  const sorted = sortedOrder(values, rows);
  known.set(values, { rows, sorted });
  return sorted;
}

/** The column's values in each class. */
function columnByClass({ values, form }: NumberColumn, target: ClassTarget, rows: Int32Array): Relation {
  const groups = classesOf(target, rowsWithNumber(values, rows));
  const sorted = sortedOrder(values, groups.members);
  return {
    rows: groups.members.length,
    explained: explainedRanks(ranksOfSorted(sorted), groups.codes),
    summarises: 'column',
    ...(form?.type === 'date' && { areDates: true as const }),
    groups: summaries(groups, sorted),
  };
}

function classesOf({ classes, labels }: ClassTarget, members: Int32Array): Groups {
  return { names: classes, codes: members.map((row) => labels[row] as number), members };
}

/** The shares of the classes in each category. */
function classesByCategory(column: CategoryColumn, target: ClassTarget, rows: Int32Array): Relation {
  const { names, codes, members } = categoriesOf(column, rows);
  const present = frequentFirst(target, members);
  const places = new Int32Array(target.classes.length);
  present.forEach((label, place) => {
    places[label] = place;
  });
  const counts = names.map(() => new Float64Array(present.length));
  for (let at = 0; at < codes.length; at++) {
    const place = places[target.labels[members[at] as number] as number] as number;
    ((counts[codes[at] as number] as Float64Array)[place] as number)++;
  }
  return {
    rows: members.length,
    explained: explainedCounts(counts),
    summarises: 'classes',
    classes: present.slice(0, mostClasses).map((label) => target.classes[label] as string),
    groups: names.slice(0, mostGroups).map((name, code) => {
      const row = counts[code] as Float64Array;
      const total = row.reduce((sum, count) => sum + count, 0);
      return {
        name,
        rows: total,
        shares: Array.from(row.subarray(0, mostClasses), (count) => count / total),
      };
    }),
  };
}

function frequentFirst({ classes, labels }: ClassTarget, members: Int32Array): number[] {
  const counts = countCodes(labels, classes.length, members);
  // A stable sort: of equally frequent ones the first.
  return [...counts.keys()]
    .filter((label) => (counts[label] as number) > 0)
    .sort((one, other) => (counts[other] as number) - (counts[one] as number));
}

/** `sorted`: the numbers of the groups' members. */
function summaries({ names, codes }: Groups, { sorted, order }: SortedOrder): RelationGroup[] {
  const counts = new Int32Array(names.length);
  for (let at = 0; at < codes.length; at++) (counts[codes[at] as number] as number)++;
  const valuesOf = Array.from(counts, (count) => new Float64Array(count));
  counts.fill(0);
  for (let at = 0; at < order.length; at++) {
    const code = codes[order[at] as number] as number;
    (valuesOf[code] as Float64Array)[(counts[code] as number)++] = sorted[at] as number;
  }
  return names
    .map((name, code) => ({ name, own: valuesOf[code] as Float64Array }))
    .filter(({ own }) => own.length > 0)
    .slice(0, mostGroups)
    .map(({ name, own }) => {
      const at = (probability: number) => quantileOf(own, probability);
      const numbers = { mean: meanOfSorted(own), p25: at(0.25), p50: at(0.5), p75: at(0.75) };
      return { name, rows: own.length, numbers };
    });
}
