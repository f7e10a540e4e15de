import type { ColumnTransform } from './pipeline.ts';

/** Number of inputs that a cell of the column becomes. */
export function widthOf(column: ColumnTransform): number {
  switch (column.kind) {
    case 'number':
      return column.indicator ? 2 : 1;
    case 'date':
      return column.parts.length + (column.indicator ? 1 : 0);
    case 'category':
      return column.values.length;
    case 'hashed':
      return column.buckets;
  }
}
