import type { CellSpans } from '../../cells/cell-spans.ts';
import { type NumberRun, scanner } from '../../scanning/scanner.ts';
import type { CellTally } from '../cell-tally.ts';
import type { DigitTally } from '../digit-tally.ts';
import { distinctLimit } from './code-limit.ts';
import type { DistinctCells } from './distinct-cells.ts';
import type { GrowingArray } from './growing-array.ts';
import type { SpelledWords } from './spelled-words.ts';

/** Fewer rows cost less cell by cell than their table of names costs to move. */
const fewestRows = 32;

/** The counts of a column, and the tallies that list the first cells of a kind as they are written. */
interface CountedColumn {
  /** The column's number in the file, from 1. */
  readonly position: number;
  emptyCount: number;
  numberCount: number;
  readonly texts: CellTally;
  readonly digits: DigitTally;
  readonly pointed: CellTally;
}

interface ReadCells {
  readonly numbers: GrowingArray<Float64Array>;
  readonly cells: DistinctCells;
  readonly words: SpelledWords;
}

/** Rows that are read together: their lines, the number of the first one in the file, and the next one to be read. */
interface RunRows {
  readonly lines: ArrayLike<number>;
  readonly start: number;
  readonly from: number;
}

/** Reads the cells of a column that need no text of their own, many at a time. */
export class CellRuns {
  readonly #column: CountedColumn;
  readonly #read: ReadCells;
  #hasNames = false;

  constructor(column: CountedColumn, read: ReadCells) {
    this.#column = column;
    this.#read = read;
  }

  /** Call before the cells of these rows, and `end` after them. */
  begin(spans: CellSpans, rows: number): void {
    this.#hasNames = this.#read.cells.areKept && rows >= fewestRows;
    if (this.#hasNames) this.#read.cells.beginRuns(spans);
  }

  end(): void {
    if (this.#hasNames) this.#read.cells.endRuns();
  }

  /** Adds empty cells, plain numbers, and words that came before, up to another cell. Returns their count. */
  add(spans: CellSpans, rows: RunRows): number {
    const { cells, numbers } = this.#read;
    const column = this.#column;
    const first = rows.from * spans.width + column.position - 1;
    const most = rows.lines.length - rows.from;
    // A message shows the first whole numbers, days and numbers with a point as they are written.
    const ends = {
      whole: column.digits.listsAll ? 'all' : 'odd',
      point: column.pointed.count === 0,
    } as const;
    let run: NumberRun & { readonly words?: number };
    if (!cells.areKept) run = scanner().readNumbers(spans, first, most, ends);
    // With more distinct cells each one decides whether codes are kept.
    else if (!this.#hasNames || cells.count > distinctLimit) return 0;
    else {
      const named = cells.addRun(spans, first, most, ends);
      if (named.words > 0) this.#tally(named.codes, rows);
      run = named;
    }
    const { length } = run.numbers;
    numbers.append(run.numbers);
    column.numberCount += length - run.empty - (run.words ?? 0);
    column.emptyCount += run.empty;
    return length;
  }

  #tally(codes: Int32Array, { lines, start, from }: RunRows): void {
    const { cells, words } = this.#read;
    for (let index = 0; index < codes.length; index++) {
      const code = codes[index] as number;
      const word = words.known(code);
      if (word === undefined) continue;
      const [line, row, text] = [lines[from + index] as number, start + from + index, cells.nameOf(code)];
      this.#column.texts.add(line, row, text);
      word.cells.add(line, row, text);
    }
  }
}
