import { type BySplit, bySplit } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { NumberColumn } from '../../data/raw-data.ts';
import { declared } from '../../data/table/declaration-text.ts';
import { brief, dayText } from '../../reports/number-text.ts';
import { commonestOf, mergeSorted, sortedValues } from '../../statistics/sorted-values.ts';
import type { CellForm } from '../../study/cell-form.ts';
import type { ColumnSpec } from '../../study/column-spec.ts';
import type { JudgedColumn } from './number-findings.ts';
import { summarizeNumbers } from './number-summary.ts';
import { outliersOf, rulerOf } from './outliers.ts';

/** A sorted column, by split, with its summary. */
export interface MeasuredNumbers extends JudgedColumn {
  readonly sortedBySplit: BySplit<Float64Array>;
}

/** Sorts the values of each split once, and computes everything from that. */
export function measureNumbers(
  { name, values, form }: Pick<NumberColumn, 'name' | 'values' | 'form'>,
  { raw, rows }: SourceRows,
): MeasuredNumbers {
  const sortedBySplit = bySplit((split) => sortedValues(values, rows[split]));
  const { train, validation, test } = sortedBySplit;
  const sorted = mergeSorted([train, validation, test]);
  const commonest = commonestOf(sorted);
  const ruler = rulerOf(sorted, commonest);
  const outliers = outliersOf(values, raw.rowNumbers, ruler);
  const measured = { values, sorted, commonest, ruler, outliers };
  const summary = summarizeNumbers(measured);
  const schema = raw.columns?.find((column) => column.name === name);
  return {
    ...{ ...measured, name, summary, train, sortedBySplit, rowNumbers: raw.rowNumbers },
    show: form?.type === 'date' ? dayText : brief,
    // No field of a space file declares a number of an array.
    ...(raw.inputs.kind === 'table' && {
      declareMissing: declarer(name, form, Object.keys(schema?.missingWords ?? {})),
    }),
  };
}

/** Declared words take the place of the known ones, so that the proposal repeats those of the column. */
function declarer(
  name: string,
  form: CellForm | undefined,
  words: readonly string[],
): JudgedColumn['declareMissing'] {
  const { type = 'number', ...notation } = form ?? {};
  if (type !== 'number' && type !== 'integer') return undefined;
  return (word, hasIndicator = false) =>
    declared(name, {
      ...{ type, ...notation, missing: [word, ...words] },
      ...(hasIndicator && { indicator: true }),
    } as ColumnSpec);
}
