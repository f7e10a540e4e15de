import { bySplit } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import type { CategoryColumn, NumberColumn, RawColumn } from '../data/raw-data.ts';
import type { DataFinding, FeatureReport } from '../reports/data-report.ts';
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
}

export function lookAtColumn(column: RawColumn, source: SourceRows): FeatureLook {
  return column.kind === 'number' ? lookAtNumbers(column, source) : lookAtCategories(column, source);
}

function lookAtNumbers(column: NumberColumn, source: SourceRows): FeatureLook {
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
  };
}

function lookAtCategories(column: CategoryColumn, { raw, rows }: SourceRows): FeatureLook {
  const { name, categories, codes } = column;
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
  };
}
