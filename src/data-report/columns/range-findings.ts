import { declared } from '../../data/table/declaration-text.ts';
import type { DataFinding, FeatureReport } from '../../reports/data-report.ts';
import { brief } from '../../reports/number-text.ts';
import type { TableSchema } from '../../reports/table-schema.ts';
import type { ColumnSpec } from '../../study/column-spec.ts';
import { columnFinding } from './finding-list.ts';

const fewestDecades = 3;
const skewed = 2;

/** `wide-range`: a skewed column over three decades or more that no scaling has been chosen for, and the line to write. */
export function findWideRanges(
  features: readonly FeatureReport[],
  schema: TableSchema | undefined,
): DataFinding[] {
  return features.flatMap((feature) => {
    if (feature.kind === 'category' || feature.areDates || feature.min < 0) return [];
    const column = schema?.columns.find(({ name }) => name === feature.name);
    if (column === undefined || column.scaling !== undefined || column.spec !== undefined) return [];
    const { p1, p5, p25, p50, p99 } = feature.quantiles;
    const low = [p1, p5, p25, p50].find((value) => value > 0) ?? Number.NaN;
    const decades = Math.log10(p99 / low);
    if (!(decades >= fewestDecades && feature.skewness > skewed)) return [];
    const spec = { type: column.type ?? 'number', ...column.form, scaling: 'log1p' } as ColumnSpec;
    return [
      columnFinding(feature.name, {
        severity: 'info',
        kind: 'wide-range',
        message: `98 % of its values span ${Number(decades.toFixed(1))} decades, to ${brief(p99)}, with a skewness of ${brief(feature.skewness)}`,
        advice: `a standardised input is then near 0 but for a few rows: set data.columns to ${declared(feature.name, spec)}, or data.scaling to "auto"`,
      }),
    ];
  });
}
