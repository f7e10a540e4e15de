import type { ColumnTransform, NumberTransform } from './pipeline.ts';

/** Number of pieces of a number that is also encoded by pieces. */
export function pieceCount({ pieces }: Pick<NumberTransform, 'pieces'>): number {
  return pieces === undefined ? 0 : pieces.length - 1;
}

/** Number of inputs that a cell of the column becomes. */
export function widthOf(column: ColumnTransform): number {
  switch (column.kind) {
    case 'number':
      return 1 + pieceCount(column) + (column.indicator ? 1 : 0);
    case 'date':
      return column.parts.length + (column.indicator ? 1 : 0);
    case 'category':
      return column.values.length;
    case 'hashed':
      return column.buckets;
  }
}
