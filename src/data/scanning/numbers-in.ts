import type { CellSpans } from '../cells/cell-spans.ts';
import { scanner } from './scanner.ts';

/** The plain numbers of a column, by its place in a row from 0; NaN for every other cell. */
export function numbersIn(spans: CellSpans, column: number): Float64Array {
  const { starts, width } = spans;
  const numbers = new Float64Array(starts.length / width);
  for (let row = 0; row < numbers.length; row++) {
    const run = scanner().readNumbers(spans, row * width + column, numbers.length - row, {});
    numbers.set(run.numbers, row);
    row += run.numbers.length;
    if (row < numbers.length) numbers[row] = Number.NaN;
  }
  return numbers;
}
