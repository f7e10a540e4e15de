/** Number of values in an array of this shape; 1 for one number. */
export function sizeOfShape(shape: readonly number[]): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

/** Number of values in a row of several arrays, one after another. */
export function sizeOfParts(parts: readonly { readonly shape: readonly number[] }[]): number {
  return parts.reduce((sum, { shape }) => sum + sizeOfShape(shape), 0);
}
