import { type CellSpans, codesOf } from '../../cells/cell-spans.ts';
import { mayBePadded, readDecimal } from '../../cells/decimal.ts';
import type { DigitTally } from '../digit-tally.ts';
import type { GrowingArray } from './growing-array.ts';

/**
 * Adds a column's cells from `first` on, at most `rows`, as long as they are plain numbers, of which no message shows the
 * text, or empty: NaN. `digits` counts whole numbers. Returns the number of added cells, and of empty ones.
 */
export function readPlainNumbers(
  { text, starts, ends, width }: CellSpans,
  first: number,
  rows: number,
  numbers: GrowingArray<Float64Array>,
  digits: DigitTally,
): { readonly added: number; readonly empty: number } {
  const codes = codesOf(text);
  const items = numbers.reserve(rows);
  const from = numbers.length;
  let [added, empty] = [0, 0];
  for (let cell = first; added < rows; cell += width) {
    const [start, end] = [starts[cell] as number, ends[cell] as number];
    const number = start === end ? Number.NaN : readDecimal(codes, start, end);
    if (start === end) empty++;
    else if (Number.isNaN(number) || mayBePadded(codes, start)) break;
    else if (Number.isInteger(number) && !digits.addUnlisted(number)) break;
    items[from + added++] = number;
  }
  numbers.length += added;
  return { added, empty };
}
