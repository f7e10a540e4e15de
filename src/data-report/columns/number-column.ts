import { type BySplit, bySplit, type SplitName, splitNames } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { NumberColumn } from '../../data/raw-data.ts';
import { declared } from '../../data/table/declaration-text.ts';
import { brief, dayText } from '../../reports/number-text.ts';
import { commonestOf } from '../../statistics/sorted-values.ts';
import { distanceOfParts, sortParts } from '../../statistics/sorting/sorted-parts.ts';
import type { CellForm } from '../../study/cell-form.ts';
import type { ColumnSpec } from '../../study/column-spec.ts';
import { splitOfRows, trainIndex } from '../split-of-rows.ts';
import type { JudgedColumn } from './number-findings.ts';
import { summarizeNumbers } from './number-summary.ts';
import { outliersOf, rulerOf } from './outliers.ts';

/** A sorted column, by split, with its summary. */
export interface MeasuredNumbers extends JudgedColumn {
  readonly sortedBySplit: BySplit<Float64Array>;
  /** The distance of a split's distribution from that of the training split; neither is empty. */
  readonly distanceTo: (split: SplitName) => number;
}

/** Sorts the values of all splits once, and computes everything from that. */
export function measureNumbers(
  { name, values, form }: Pick<NumberColumn, 'name' | 'values' | 'form'>,
  source: SourceRows,
): MeasuredNumbers {
  const { raw } = source;
  const parts = sortParts(values, splitOfRows(source), splitNames.length);
  const { sorted } = parts;
  const indexOf = (split: SplitName) => splitNames.indexOf(split);
  const sortedBySplit = bySplit((split) => parts.parts[indexOf(split)] as Float64Array);
  const commonest = commonestOf(sorted);
  const ruler = rulerOf(sorted, commonest);
  const outliers = outliersOf(values, raw.rowNumbers, ruler);
  const measured = { values, sorted, commonest, ruler, outliers };
  const summary = summarizeNumbers(measured);
  const schema = raw.columns?.find((column) => column.name === name);
  return {
    ...{ ...measured, name, summary, train: sortedBySplit.train, sortedBySplit, rowNumbers: raw.rowNumbers },
    distanceTo: (split) => distanceOfParts(parts, trainIndex, indexOf(split)),
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
