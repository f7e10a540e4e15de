import { widthOf } from '../column-width.ts';
import type { ColumnTransform, Preprocessing } from '../pipeline.ts';
import { sizeOfShape } from './shape-size.ts';

/** One of the inputs of a model, and its place in the flat row of all of them. */
export interface InputPart {
  readonly name: string;
  /** Shape of one row; [1] for one number. */
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
  readonly tokens?: { readonly size: number };
  /** Present where the part is some columns of a table. */
  readonly columns?: readonly ColumnTransform[];
}

/** The inputs of the models of a data set in the order of a row: several arrays, groups of columns, or one. */
export function inputPartsOf({
  preprocessing,
  inputShape,
}: {
  readonly preprocessing: Preprocessing;
  readonly inputShape: readonly number[];
}): readonly InputPart[] {
  const one = { name: 'inputs', shape: inputShape, offset: 0, size: sizeOfShape(inputShape) };
  if (preprocessing.kind === 'arrays' && preprocessing.parts.length > 1) {
    return placed(
      preprocessing.parts.map(({ name, shape, tokens }) => ({
        name,
        shape: shape.length === 0 ? [1] : shape,
        ...(tokens && { tokens: { size: tokens.size } }),
      })),
    );
  }
  if (preprocessing.kind === 'table' && preprocessing.parts !== undefined) {
    const { columns, parts } = preprocessing;
    return placed(
      parts.map(({ name, columns: names }) => {
        const own = columns.filter((column) => names.includes(column.name));
        return { name, shape: [own.reduce((sum, column) => sum + widthOf(column), 0)], columns: own };
      }),
    );
  }
  return [one];
}

function placed(parts: readonly Omit<InputPart, 'offset' | 'size'>[]): InputPart[] {
  let offset = 0;
  return parts.map((part) => {
    const size = sizeOfShape(part.shape);
    offset += size;
    return { ...part, offset: offset - size, size };
  });
}
