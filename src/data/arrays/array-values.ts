import type { ArrayValues } from '../../study/inputs/array-values.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import type { NamedArray } from '../formats/arrays/named-array.ts';

/** Largest finite number of 32 bits. */
const largestFloat = 3.4028234663852886e38;

/** The constraint that values break, and the first that does. */
export interface UnusableValue {
  readonly constraint: string;
  readonly value: number;
}

/** Whole numbers from 0 stand for pixels to 255, or for ids below the number of tokens. */
type WholeNumbers = 'pixels' | { readonly tokens: number };

/** The first number of an array that cannot be used: one that is not finite in 32 bits, or is no pixel or id. */
export function unusableValue(
  { shape, values }: NamedArray,
  whole?: WholeNumbers,
): UnusableValue | undefined {
  const numbers = values as ArrayValues;
  if (whole !== undefined) {
    const [largest, meaning] = whole === 'pixels' ? [255, 'images'] : [whole.tokens - 1, 'ids of tokens'];
    return broken(numbers, shape, (value) => Number.isInteger(value) && value >= 0 && value <= largest, {
      constraint: `must be of whole numbers from 0 to ${largest}, as ${meaning}`,
    });
  }
  if (!(numbers instanceof Float32Array || numbers instanceof Float64Array)) return undefined;
  return broken(numbers, shape, (value) => Math.abs(value) <= largestFloat, {
    constraint: 'must be of finite numbers of 32 bits',
  });
}

function broken(
  values: ArrayValues,
  shape: readonly number[],
  isUsable: (value: number) => boolean,
  { constraint }: { readonly constraint: string },
): UnusableValue | undefined {
  let first = -1;
  let count = 0;
  for (let at = 0; at < values.length; at++) {
    if (isUsable(values[at] as number)) continue;
    if (first < 0) first = at;
    count++;
  }
  if (count === 0) return undefined;
  const row = Math.floor(first / sizeOfShape(shape.slice(1))) + 1;
  const others = count === 1 ? '' : `, with ${count - 1} more`;
  return { constraint: `${constraint}: row ${row} breaks that${others}`, value: values[first] as number };
}
