import { copyOf } from '../../cells/cell-text.ts';
import { NameTable } from '../../cells/name-table.ts';
import { GrowingArray } from './growing-array.ts';

/** The code of a missing cell. */
export const missingCode = -1;
/** The code of every cell once there are too many distinct ones. */
export const uncountedCode = -2;

/** The distinct cells of a column, and the code of each row's cell: its place among them. */
export class DistinctCells {
  /** As written, in the order of their first appearance. */
  readonly names: string[] = [];
  #codes: GrowingArray<Int32Array> | undefined = new GrowingArray((length) => new Int32Array(length));
  /** Numbers are keys beside their text: formatting each would take longer than reading it. */
  readonly #codeOf = new Map<string | number, number>();
  readonly #table = new NameTable(this.names);

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

  /** The code of a cell, which is new if it has none. A number of a format's own type has the name of the same text. */
  codeFor(cell: string | number): number {
    if (this.#codes === undefined) return uncountedCode;
    const known = this.#codeOf.get(cell);
    if (known !== undefined) return known;
    const name = typeof cell === 'string' ? copyOf(cell) : String(cell);
    const code = this.#codeOf.get(name) ?? this.#add(name);
    this.#codeOf.set(cell === name ? name : cell, code);
    return code;
  }

  /** The code of a text that came before; negative for another one, or once the codes are dropped. */
  find(text: string): number {
    return this.#codeOf.get(text) ?? missingCode;
  }

  /** The same by the text's UTF-16 code units; it may miss one of many texts. */
  findAt(codes: Uint16Array, start: number, end: number): number {
    return this.#codes === undefined ? uncountedCode : this.#table.find(codes, start, end);
  }

  #add(name: string): number {
    const code = this.names.push(name) - 1;
    this.#codeOf.set(name, code);
    this.#table.add(code);
    return code;
  }
}
