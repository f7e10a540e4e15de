import type { CategoryColumn } from '../../data/raw-data.ts';
import type { CategorySummary } from '../../reports/data-report.ts';

const listedValues = 50;

/** The count of each category over all rows. */
export function summarizeCategories(column: CategoryColumn): CategorySummary {
  const counts = countCodes(column.codes, column.categories.length);
  const values = column.categories
    .map((value, code) => ({ value, count: counts[code] as number }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
  const count = values.reduce((sum, value) => sum + value.count, 0);
  return {
    count,
    missing: column.codes.length - count,
    distinct: values.length,
    values: values.slice(0, listedValues),
  };
}

/** The number of the rows (default: all) with each code; negative codes, of missing cells, are not counted. */
export function countCodes(codes: Int32Array, length: number, rows?: Int32Array): Int32Array {
  const counts = new Int32Array(length);
  const size = rows?.length ?? codes.length;
  for (let index = 0; index < size; index++) {
    const code = codes[rows?.[index] ?? index] as number;
    if (code >= 0) counts[code] = (counts[code] as number) + 1;
  }
  return counts;
}
