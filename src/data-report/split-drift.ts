import { asTable } from '../data/arrays/array-columns.ts';
import { bySplit } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import type { RawColumn } from '../data/raw-data.ts';
import type { DataFinding } from '../reports/data-report.ts';
import { sortedValues } from '../statistics/sorted-values.ts';
import { countCodes } from './columns/category-summary.ts';
import { categoryDrift, type DriftTest, findDrift, numberDrift } from './columns/drift.ts';
import { imageDrift } from './image-drift.ts';
import { lookAtTarget } from './target/target-report.ts';

/** `drift` of inputs and target, in all tests together, without the rest of the report. */
export function findSplitDrift(source: SourceRows): DataFinding[] {
  return findDrift([...lookAtTarget(source).drift, ...inputDrift(source)], source.raw);
}

/** The tests of the columns, or of the measures of images. */
export function inputDrift(source: SourceRows): DriftTest[] {
  const { inputs } = source.raw;
  return inputs.kind === 'images'
    ? imageDrift(inputs, source)
    : asTable(inputs).columns.flatMap((column) => columnDrift(column, source));
}

function columnDrift(column: RawColumn, { rows }: SourceRows): DriftTest[] {
  const { name } = column;
  const sizes = bySplit((split) => rows[split].length);
  if (column.kind === 'number') {
    const sorted = bySplit((split) => sortedValues(column.values, rows[split]));
    return numberDrift(name, sorted, sizes);
  }
  const { categories, codes } = column;
  const counts = bySplit((split) => countCodes(codes, categories.length, rows[split]));
  return categoryDrift(name, categories, counts, sizes);
}
