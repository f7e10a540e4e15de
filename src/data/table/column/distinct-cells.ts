import type { CellSpans } from '../../cells/cell-spans.ts';
import { copyOf } from '../../cells/cell-text.ts';
import { NameTable } from '../../scanning/name-table.ts';
import { type NameRun, type RunEnds, scanner } from '../../scanning/scanner.ts';
import { GrowingArray } from './growing-array.ts';

/** The code of a missing cell. */
export const missingCode = -1;
/** The code of every cell once there are too many distinct ones. */
export const uncountedCode = -2;

/** The code units of a text that is looked for. */
let sought = new Uint16Array(256);

/** The distinct cells of a column, and the code of each row's cell: its place among them. */
export class DistinctCells {
  /** Number of distinct cells. */
  count = 0;
  /** Those that have a text so far. */
  readonly #names: (string | undefined)[] = [];
  #codes: GrowingArray<Int32Array> | undefined = new GrowingArray((length) => new Int32Array(length));
  /** Numbers are keys beside their text: formatting each would take longer than reading it. */
  readonly #codeOf = new Map<string | number, number>();
  readonly #table = new NameTable();

  /** False once there were too many distinct cells to keep. */
  get areKept(): boolean {
    return this.#codes !== undefined;
  }

  /** Keeps no codes from now on, and none of those so far. */
  drop(): void {
    this.#codes = undefined;
    this.#codeOf.clear();
  }

  push(code: number): void {
    this.#codes?.push(code);
  }

  /** The number of rows that there will be, as far as it is known. */
  expect(rows: number): void {
    if (this.#codes !== undefined) this.#codes.expected = rows;
  }

  /** One code per row; undefined once they are dropped. */
  codes(): Int32Array | undefined {
    return this.#codes?.items();
  }

  /** All distinct cells as written, in the order of their first appearance. */
  names(): string[] {
    return Array.from({ length: this.count }, (_, code) => this.nameOf(code));
  }

  nameOf(code: number): string {
    const name = this.#names[code] ?? this.#table.nameOf(code);
    this.#names[code] = name;
    return name;
  }

  /** The code of a cell, which is new if it has none. A number of a format's own type has the name of the same text. */
  codeFor(cell: string | number): number {
    if (this.#codes === undefined) return uncountedCode;
    const known = this.#codeOf.get(cell);
    if (known !== undefined) return known;
    const name = typeof cell === 'string' ? copyOf(cell) : String(cell);
    const code = this.#codeOf.get(name) ?? this.#codeOfText(name);
    this.#codeOf.set(name, code);
    if (cell !== name) this.#codeOf.set(cell, code);
    return code;
  }

  /** The code of a text that `codeFor` was given before; negative for another one, or once the codes are dropped. */
  find(text: string): number {
    return this.#codeOf.get(text) ?? missingCode;
  }

  /** The code of a text that came before, by its UTF-16 code units; it may miss one of many texts. */
  findAt(codes: Uint16Array, start: number, end: number): number {
    return this.#codes === undefined ? uncountedCode : this.#table.find(codes, start, end);
  }

  /** The code of a text that `findAt` misses; negative where there are many, of which it may be one. */
  addAt(codes: Uint16Array, start: number, end: number): number {
    const code = this.#table.add(codes, start, end);
    if (code < 0) return missingCode;
    this.count++;
    return code;
  }

  /** Says that a name is read as a number, or as a word with this value, from now on. */
  mark(code: number, kind: 'number' | 'word', value: number): void {
    this.#table.mark(code, kind, value);
  }

  /** Between `beginRuns` and `endRuns`, `addRun` may be called for cells of these rows. */
  beginRuns(spans: CellSpans): void {
    this.#table.moveTo(scanner().nameMemory(spans));
  }

  endRuns(): void {
    this.#table.takeBack();
  }

  /** Adds the cells of a column from `first` on that are empty, known or plain numbers, at most `rows`. */
  addRun(spans: CellSpans, first: number, rows: number, ends: RunEnds): NameRun {
    const before = this.#table.count;
    const run = scanner().readNames(spans, first, rows, ends, this.#table);
    this.count += this.#table.count - before;
    this.#codes?.append(run.codes);
    return run;
  }

  #codeOfText(name: string): number {
    if (sought.length < name.length) sought = new Uint16Array(2 * name.length);
    for (let at = 0; at < name.length; at++) sought[at] = name.charCodeAt(at);
    const known = this.#table.find(sought, 0, name.length);
    if (known >= 0) return known;
    const added = this.addAt(sought, 0, name.length);
    const code = added >= 0 ? added : this.count++;
    this.#names[code] = name;
    return code;
  }
}
