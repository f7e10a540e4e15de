import { widthOf } from '../column-width.ts';
import type { Preprocessing } from '../pipeline.ts';
import { sizeOfParts } from './shape-size.ts';

/**
 * [features] of a table's row, [length, features] of a window, the shape of one array, or [numbers of a row] where it
 * has several arrays; undefined for images, whose size the preprocessing does not tell.
 */
export function rowShape(preprocessing: Preprocessing): readonly number[] | undefined {
  if (preprocessing.kind === 'image') return undefined;
  if (preprocessing.kind === 'arrays') {
    const [first, ...others] = preprocessing.parts;
    const isOne = first !== undefined && others.length === 0 && first.shape.length > 0;
    return isOne ? first.shape : [sizeOfParts(preprocessing.parts)];
  }
  const width = preprocessing.columns.reduce((sum, column) => sum + widthOf(column), 0);
  if (preprocessing.kind === 'table') return [width];
  return [preprocessing.length, width + (preprocessing.padding ? 1 : 0)];
}
