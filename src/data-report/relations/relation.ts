import type { CategoryColumn, NumberColumn, RawColumn, RawTarget } from '../../data/raw-data.ts';
import type { ColumnRelation, RelationGroup } from '../../reports/data/relation-report.ts';
import { brief, dayText } from '../../reports/number-text.ts';
import { valuesAt } from '../../statistics/places.ts';
import {
  explainedCounts,
  explainedRanks,
  rankCorrelation,
  ranksOf,
} from '../../statistics/ranks/rank-tests.ts';
import { quantileOf } from '../../statistics/sorted-values.ts';
import { sortNumbers } from '../../statistics/sorting/sort-numbers.ts';
import { momentsOf } from '../columns/number-summary.ts';
import { categoriesOf, type Groups, tenthsOf } from './column-groups.ts';

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
  const groups =
    column.kind === 'number'
      ? tenthsOf(column, rows, column.form?.type === 'date' ? dayText : brief)
      : categoriesOf(column, rows);
  const { members, codes } = groups;
  const ranks = ranksOf(valuesAt(values, members));
  return {
    rows: members.length,
    explained: explainedRanks(ranks, codes),
    ...(column.kind === 'number' && { correlation: correlationOf(column, members, ranks) }),
    summarises: 'target',
    groups: summaries(groups, values),
  };
}

function correlationOf({ values }: NumberColumn, members: Int32Array, ranks: Float64Array) {
  return rankCorrelation(ranksOf(valuesAt(values, members)), ranks);
}

/** The column's values in each class. */
function columnByClass({ values, form }: NumberColumn, target: ClassTarget, rows: Int32Array): Relation {
  const groups = classesOf(
    target,
    rows.filter((row) => !Number.isNaN(values[row])),
  );
  const ranks = ranksOf(valuesAt(values, groups.members));
  return {
    rows: groups.members.length,
    explained: explainedRanks(ranks, groups.codes),
    summarises: 'column',
    ...(form?.type === 'date' && { areDates: true as const }),
    groups: summaries(groups, values),
  };
}

function classesOf({ classes, labels }: ClassTarget, members: Int32Array): Groups {
  return { names: classes, codes: members.map((row) => labels[row] as number), members };
}

/** The shares of the classes in each category. */
function classesByCategory(column: CategoryColumn, target: ClassTarget, rows: Int32Array): Relation {
  const { names, codes, members } = categoriesOf(column, rows);
  const present = frequentFirst(target, members);
  const places = new Map(present.map((label, place) => [label, place]));
  const counts = names.map(() => new Float64Array(present.length));
  codes.forEach((code, at) => {
    const place = places.get(target.labels[members[at] as number] as number) as number;
    const row = counts[code] as Float64Array;
    row[place] = (row[place] as number) + 1;
  });
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

function frequentFirst({ labels }: ClassTarget, members: Int32Array): number[] {
  const counts = new Map<number, number>();
  for (const row of members) {
    const label = labels[row] as number;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([label]) => label);
}

function summaries({ names, codes, members }: Groups, values: Float64Array): RelationGroup[] {
  const counts = new Int32Array(names.length);
  for (let at = 0; at < codes.length; at++) (counts[codes[at] as number] as number)++;
  const valuesOf = names.map((_, code) => new Float64Array(counts[code] as number));
  counts.fill(0);
  for (let at = 0; at < codes.length; at++) {
    const own = valuesOf[codes[at] as number];
    if (own !== undefined)
      own[(counts[codes[at] as number] as number)++] = values[members[at] as number] as number;
  }
  return names
    .map((name, code) => ({ name, own: valuesOf[code] as Float64Array }))
    .filter(({ own }) => own.length > 0)
    .slice(0, mostGroups)
    .map(({ name, own }) => {
      const sorted = sortNumbers(own);
      const [p25, p50, p75] = [0.25, 0.5, 0.75].map((probability) => quantileOf(sorted, probability)) as [
        number,
        number,
        number,
      ];
      return { name, rows: own.length, numbers: { mean: momentsOf(sorted).mean, p25, p50, p75 } };
    });
}
