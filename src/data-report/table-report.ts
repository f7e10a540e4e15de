import { bySplit } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import { fitColumn } from '../data/preprocessing/fit-preprocessing.ts';
import type { CategoryColumn, NumberColumn, RawColumn } from '../data/raw-data.ts';
import type { DataFinding, FeatureReport } from '../reports/data-report.ts';
import { medianOfSorted } from '../statistics/median.ts';
import type { ColumnTransform } from '../study/pipeline.ts';
import type { Scaling } from '../study/scaling.ts';
import { findInCategories, findInTexts } from './columns/category-findings.ts';
import { countCodes, summarizeCategories } from './columns/category-summary.ts';
import { categoryDrift, type DriftTest, numberDrift } from './columns/drift.ts';
import { measureNumbers } from './columns/number-column.ts';
import { findInNumbers } from './columns/number-findings.ts';
import { summarizeTexts } from './columns/text-summary.ts';

export interface FeatureLook {
  readonly report: FeatureReport;
  readonly findings: readonly DataFinding[];
  readonly drift: readonly DriftTest[];
  /** How a table's column enters a model; absent where it does not, or is none of a table. */
  readonly encoding?: ColumnTransform;
}

export function lookAtColumn(
  column: RawColumn,
  source: SourceRows,
  scaling: Scaling = 'standard',
): FeatureLook {
  return column.kind === 'number'
    ? lookAtNumbers(column, source, scaling)
    : lookAtCategories(column, source, scaling);
}

function encodingOf(
  column: RawColumn,
  { raw, rows }: SourceRows,
  scaling: Scaling,
  median?: number,
): Pick<FeatureLook, 'encoding'> {
  const encoding = raw.inputs.kind === 'table' && fitColumn(column, rows.train, [scaling], median);
  return encoding ? { encoding } : {};
}

function lookAtNumbers(column: NumberColumn, source: SourceRows, scaling: Scaling): FeatureLook {
  const measured = measureNumbers(column, source);
  const { name, summary, sortedBySplit, distanceTo } = measured;
  const sizes = bySplit((split) => source.rows[split].length);
  return {
    report: {
      kind: 'number',
      name,
      ...(column.form?.type === 'date' && { areDates: true as const }),
      ...summary,
    },
    findings: findInNumbers(measured),
    drift: numberDrift(name, sortedBySplit, sizes, distanceTo),
    ...encodingOf(column, source, scaling, medianOfSorted(sortedBySplit.train)),
  };
}

function lookAtCategories(column: CategoryColumn, source: SourceRows, scaling: Scaling): FeatureLook {
  const { name, categories, codes } = column;
  const { raw, rows } = source;
  const { rowNumbers } = raw;
  const summary = summarizeCategories(column);
  const counts = bySplit((split) => countCodes(codes, categories.length, rows[split]));
  const sizes = bySplit((split) => rows[split].length);
  const texts = summarizeTexts(column, rows);
  const judged = { name, column, summary, counts, rowNumbers };
  return {
    report: { kind: 'category', name, ...(texts && { texts }), ...summary },
    findings: texts === undefined ? findInCategories(judged) : findInTexts(judged, texts),
    drift: categoryDrift(name, categories, counts, sizes),
    ...encodingOf(column, source, scaling),
  };
}
