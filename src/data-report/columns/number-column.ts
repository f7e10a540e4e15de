import type { SourceRows } from '../../data/load-dataset.ts';
import { commonestOf, mergeSorted, sortedValues } from '../../statistics/sorted-values.ts';
import { type BySplit, bySplit } from './drift.ts';
import type { JudgedColumn } from './number-findings.ts';
import { summarizeNumbers } from './number-summary.ts';
import { rulerOf } from './outliers.ts';

/** A sorted column, by split, with its summary. */
export interface MeasuredNumbers extends JudgedColumn {
  readonly sortedBySplit: BySplit<Float64Array>;
}

/** Sorts the values of each split once, and computes everything from that. */
export function measureNumbers(
  { name, values }: { readonly name: string; readonly values: Float64Array },
  { raw, rows }: SourceRows,
): MeasuredNumbers {
  const sortedBySplit = bySplit((split) => sortedValues(values, rows[split]));
  const { train, validation, test } = sortedBySplit;
  const sorted = mergeSorted([train, validation, test]);
  const commonest = commonestOf(sorted);
  const measured = { values, sorted, commonest, ruler: rulerOf(sorted, commonest) };
  const summary = summarizeNumbers(measured, raw.rowNumbers);
  return { ...measured, name, summary, train, sortedBySplit, rowNumbers: raw.rowNumbers };
}
