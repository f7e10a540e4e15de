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

let lastText: string | undefined;
let codes = new Uint16Array(0);
let bytes = Buffer.alloc(0);

/** The UTF-16 code units of a text; overwritten by the next call for another text, so that memory is reused. */
export function codesOf(text: string): Uint16Array {
  if (text === lastText) return codes;
  if (codes.length < text.length) {
    codes = new Uint16Array(text.length * 2);
    bytes = Buffer.from(codes.buffer);
  }
  bytes.write(text, 'utf16le');
  lastText = text;
  return codes;
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
