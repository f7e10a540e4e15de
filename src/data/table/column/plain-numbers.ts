import type { CellSpans } from '../../cells/cell-spans.ts';
import { scanner } from '../../scanning/scanner.ts';
import type { CellTally } from '../cell-tally.ts';
import type { DigitTally } from '../digit-tally.ts';
import type { GrowingArray } from './growing-array.ts';

/** Tallies that list the first cells of a kind as they are written. */
interface ListedNumbers {
  readonly digits: DigitTally;
  readonly pointed: CellTally;
}

/**
 * Adds a column's cells from `first` on, at most `rows`, as long as they are plain numbers, of which no message shows the
 * text, or empty: NaN. Returns the number of added cells, and of empty ones.
 */
export function readPlainNumbers(
  spans: CellSpans,
  { first, rows }: { readonly first: number; readonly rows: number },
  numbers: GrowingArray<Float64Array>,
  { digits, pointed }: ListedNumbers,
): { readonly added: number; readonly empty: number } {
  const ends = { whole: digits.listsAll ? 'all' : 'odd', point: pointed.count === 0 } as const;
  const found = scanner().readNumbers(spans, first, rows, ends);
  const added = found.numbers.length;
  numbers.reserve(rows).set(found.numbers, numbers.length);
  numbers.length += added;
  return { added, empty: found.empty };
}
