import type { SourceRows } from '../../data/load-dataset.ts';
import type { RawColumn, RawTarget } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { brief, percent } from '../../reports/number-text.ts';
import { medianOf } from '../../statistics/median.ts';
import { valuesAt } from '../../statistics/places.ts';
import {
  type Explained,
  explainedCounts,
  explainedRanks,
  ranksOf,
} from '../../statistics/ranks/rank-tests.ts';
import { columnFinding } from '../columns/finding-list.ts';

/** Rows with a value, and rows without one, that a comparison needs. */
const fewestRows = 20;
/** Share of the target's differences that having a value must explain, at least (95 %). */
const leastExplained = 0.12;
const grave = 0.25;

/**
 * `known-afterwards`: whether a column has a value, other than missing and 0, tells much of the target, as the cost of a
 * damage does of whether there was one: it may have been written down only once the target was known.
 */
export function findKnownAfterwards({ raw }: SourceRows, rows: Int32Array): DataFinding[] {
  if (raw.inputs.kind !== 'table') return [];
  return raw.inputs.columns.flatMap((column) => {
    const absence = absenceIn(column, rows);
    if (absence === undefined) return [];
    const { absent, word } = absence;
    const share = (1 / rows.length) * absent.reduce((sum, each) => sum + each, 0);
    if (Math.min(share, 1 - share) * rows.length < fewestRows) return [];
    const explained = explain(raw.target, rows, absent);
    if (explained.low < leastExplained) return [];
    return [
      columnFinding(column.name, {
        severity: word === 'missing' && explained.low >= grave ? 'warn' : 'info',
        kind: 'known-afterwards',
        message: `whether it is ${word} tells ${percent(explained.share)} of the target: ${contrast(raw.target, rows, absent, word)}`,
        advice: `is it written down before the target is known? If not, name it in data.exclude`,
        count: Math.round(share * rows.length),
      }),
    ];
  });
}

/** 1 for the rows without a value; of a column without missing cells those that are 0, where these are many. */
function absenceIn(column: RawColumn, rows: Int32Array) {
  if (column.kind === 'category') {
    const absent = flagged(rows, (row) => (column.codes[row] as number) < 0);
    return absent.includes(1) ? { absent, word: 'missing' } : undefined;
  }
  const { values } = column;
  const missing = flagged(rows, (row) => Number.isNaN(values[row]));
  if (missing.includes(1)) return { absent: missing, word: 'missing' };
  const zeros = flagged(rows, (row) => values[row] === 0);
  return zeros.includes(1) && isVaried(values) ? { absent: zeros, word: '0' } : undefined;
}

function flagged(rows: Int32Array, test: (row: number) => boolean): Uint8Array {
  const flags = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at++) if (test(rows[at] as number)) flags[at] = 1;
  return flags;
}

function isVaried(values: Float64Array): boolean {
  const distinct = new Set<number>();
  return values.some((value) => distinct.add(value).size > fewestRows);
}

function explain(target: RawTarget, rows: Int32Array, absent: Uint8Array): Explained {
  if (target.kind === 'regression') return explainedRanks(ranksOf(valuesAt(target.values, rows)), absent);
  const counts = [0, 1].map(() => new Float64Array(target.classes.length));
  rows.forEach((row, at) => {
    const own = counts[absent[at] as number] as Float64Array;
    const label = target.labels[row] as number;
    own[label] = (own[label] as number) + 1;
  });
  const present = [...target.classes.keys()].filter((label) =>
    counts.some((own) => (own[label] as number) > 0),
  );
  return explainedCounts(counts.map((own) => present.map((label) => own[label] as number)));
}

/** The class whose share differs most, or the medians of the target, without a value and with one. */
function contrast(target: RawTarget, rows: Int32Array, absent: Uint8Array, word: string): string {
  const [having, lacking] = [0, 1].map((each) => rows.filter((_, at) => absent[at] === each)) as [
    Int32Array,
    Int32Array,
  ];
  if (target.kind === 'regression') {
    const median = (members: Int32Array) => medianOf(valuesAt(target.values, members));
    return `its median is ${brief(median(lacking))} where it is ${word}, and ${brief(median(having))} elsewhere`;
  }
  const shareOf = (members: Int32Array, label: number) =>
    members.filter((row) => target.labels[row] === label).length / members.length;
  const labels = [...target.classes.keys()];
  const gap = (label: number) => Math.abs(shareOf(lacking, label) - shareOf(having, label));
  const most = labels.reduce((best, label) => (gap(label) > gap(best) ? label : best), 0);
  return `'${target.classes[most]}' are ${percent(shareOf(lacking, most))} of the rows where it is ${word}, and ${percent(shareOf(having, most))} of the others`;
}
