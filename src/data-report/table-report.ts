import { setImmediate } from 'node:timers/promises';
import { bySplit } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import type { CategoryColumn, NumberColumn, RawTable } from '../data/raw-data.ts';
import type { DataFinding, FeatureReport } from '../reports/data-report.ts';
import { findInCategories, findInTexts } from './columns/category-findings.ts';
import { countCodes, summarizeCategories } from './columns/category-summary.ts';
import { categoryDrift, type DriftTest, numberDrift } from './columns/drift.ts';
import { measureNumbers } from './columns/number-column.ts';
import { findInNumbers } from './columns/number-findings.ts';
import { summarizeTexts } from './columns/text-summary.ts';

interface FeatureLook {
  readonly report: FeatureReport;
  readonly findings: readonly DataFinding[];
  readonly drift: readonly DriftTest[];
}

/** One column after the other; other work of the process can run in between. */
export async function lookAtFeatures(
  { columns }: RawTable,
  source: SourceRows,
  onProgress: (fraction: number) => void,
): Promise<FeatureLook[]> {
  const looks: FeatureLook[] = [];
  for (const column of columns) {
    onProgress(looks.length / columns.length);
    looks.push(column.kind === 'number' ? lookAtNumbers(column, source) : lookAtCategories(column, source));
    await setImmediate();
  }
  return looks;
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
