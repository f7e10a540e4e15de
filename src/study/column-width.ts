import type { ColumnTransform, NumberEncoding, NumberTransform, TokensTransform } from './pipeline.ts';

/** Number of inputs of one encoding of a number: the scaled number and its pieces. */
export function encodingWidth({ pieces }: Pick<NumberEncoding, 'pieces'>): number {
  return pieces === undefined ? 1 : pieces.length;
}

/** All encodings of a number, in the order of their inputs. */
export function encodingsOf(column: NumberTransform): readonly NumberEncoding[] {
  return [column, ...(column.alternatives ?? [])];
}

/** Number of different ids: those of the words, that of other words, and that of padding. */
export function vocabularySize({ words }: Pick<TokensTransform, 'words'>): number {
  return words.length + 2;
}

/** Number of inputs that a cell of the column becomes. */
export function widthOf(column: ColumnTransform): number {
  switch (column.kind) {
    case 'number':
      return (
        encodingsOf(column).reduce((sum, each) => sum + encodingWidth(each), 0) + (column.indicator ? 1 : 0)
      );
    case 'date':
      return column.parts.length + (column.indicator ? 1 : 0);
    case 'category':
      return column.values.length;
    case 'hashed':
      return column.buckets;
    case 'tokens':
      return column.length;
  }
}
