/**
 * Rows of equally many cells as places in one text: numbers are read there, and only other cells become texts of their
 * own.
 */
export interface CellSpans {
  readonly text: string;
  /** The place of each cell, row by row, and the place behind it. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Number of cells in a row. */
  readonly width: number;
}

/** The text of one cell. */
export function textAt({ text, starts, ends }: CellSpans, cell: number): string {
  return text.slice(starts[cell], ends[cell]);
}

/** All cells as texts. */
export function rowsOf(spans: CellSpans): string[][] {
  const { width, starts } = spans;
  return Array.from({ length: starts.length / width }, (_, row) =>
    Array.from({ length: width }, (_, column) => textAt(spans, row * width + column)),
  );
}

/** The rows from `start` to `end` and without it, as a part of the same text. */
export function spansBetween(
  { text, starts, ends, width }: CellSpans,
  start: number,
  end: number,
): CellSpans {
  const [from, to] = [start * width, end * width];
  return { text, starts: starts.subarray(from, to), ends: ends.subarray(from, to), width };
}

/** Rows of equally many cells below each other, in a text of their own. */
export function joinedSpans(parts: readonly [CellSpans, ...CellSpans[]]): CellSpans {
  const count = parts.reduce((sum, { starts }) => sum + starts.length, 0);
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)];
  const texts: string[] = [];
  let [cell, length] = [0, 0];
  for (const part of parts) {
    // The text before and behind may be that of many other rows.
    const [from, to] = [part.starts[0] ?? 0, part.ends.at(-1) ?? 0];
    for (let index = 0; index < part.starts.length; index++, cell++) {
      starts[cell] = (part.starts[index] as number) - from + length;
      ends[cell] = (part.ends[index] as number) - from + length;
    }
    texts.push(part.text.slice(from, to));
    length += to - from;
  }
  return { text: texts.join(''), starts, ends, width: parts[0].width };
}
