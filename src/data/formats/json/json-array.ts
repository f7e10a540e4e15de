import { FaultsError } from '../../../faults/errors.ts';
import type { TableFormat } from '../format.ts';
import { readText, type TableFile } from '../table-file.ts';
import { type JsonPart, type JsonRow, longestJsonRow, openJsonRows, parseJsonRow } from './json-rows.ts';

/** An array of objects, over any number of lines. */
export const jsonArray: TableFormat = {
  name: 'json',
  title: 'JSON',
  isText: true,
  recognises: ({ ending, openingText }) =>
    ['.json', ''].includes(ending) && /^\ufeff?\s*\[/.test(openingText),
  open: (file, request) => openJsonRows(file, { format: 'JSON', placeWord: 'row' }, readItems(file), request),
};

async function* readItems(table: TableFile): AsyncGenerator<JsonPart> {
  const reader = new ArrayReader(table.file);
  let row = 1;
  for await (const { text, fraction } of readText(table)) {
    const rows = reader.read(text);
    yield { rows, places: rows.map((_, index) => row + index), fraction };
    row += rows.length;
    reader.throwIfBroken();
  }
  reader.end();
}

/** Parses an array of objects that arrives in arbitrary chunks, each object once it is complete. */
class ArrayReader {
  readonly #file: string;
  #expected: 'array' | 'first object' | 'object' | 'separator' | 'nothing' = 'array';
  /** The beginning of an incomplete object. */
  #begun = '';
  /** Open brackets within it. */
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #rows = 0;
  #broken: FaultsError | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** The objects completed by this chunk, up to the first fault. */
  read(text: string): JsonRow[] {
    const rows: JsonRow[] = [];
    let start = 0;
    for (let at = 0; at < text.length && this.#broken === undefined; at++) {
      const sign = text[at] as string;
      if (this.#depth === 0) {
        if (!/\s/.test(sign)) this.#step(sign);
        start = at;
      } else if (this.#closes(sign)) {
        const row = this.#parse(this.#begun + text.slice(start, at + 1));
        this.#begun = '';
        if (row !== undefined) rows.push(row);
      }
    }
    if (this.#depth > 0) this.#begun += text.slice(start);
    if (this.#begun.length > longestJsonRow) this.#break('must be a JSON object of at most 10 MB');
    return rows;
  }

  throwIfBroken(): void {
    if (this.#broken !== undefined) throw this.#broken;
  }

  /** FaultsError unless the array is closed. */
  end(): void {
    if (this.#expected === 'nothing') return;
    if (this.#depth > 0) this.#breakNext('must be whole: the file ends within it');
    else this.#break('must be followed by a ]');
    this.throwIfBroken();
  }

  /** Handles a character between two objects. */
  #step(sign: string): void {
    switch (this.#expected) {
      case 'array':
        if (sign === '[') this.#expected = 'first object';
        else this.#break('must be in an array of JSON objects');
        return;
      case 'separator':
        if (sign === ',') this.#expected = 'object';
        else if (sign === ']') this.#expected = 'nothing';
        else this.#break('must be followed by a comma or a ]');
        return;
      case 'nothing':
        this.#break('must be followed by nothing but the ] of the array');
        return;
      default:
        if (sign === '{') this.#depth = 1;
        else if (sign === ']' && this.#expected === 'first object') this.#expected = 'nothing';
        else this.#breakNext('must be a JSON object');
    }
  }

  /** True for the last character of an object. */
  #closes(sign: string): boolean {
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (sign === '\\') this.#isEscaped = true;
      else if (sign === '"') this.#isInString = false;
      return false;
    }
    if (sign === '"') this.#isInString = true;
    else if (sign === '{' || sign === '[') this.#depth++;
    else if (sign === '}' || sign === ']') this.#depth--;
    return this.#depth === 0;
  }

  #parse(text: string): JsonRow | undefined {
    this.#expected = 'separator';
    try {
      const row = parseJsonRow(text);
      this.#rows++;
      return row;
    } catch (error) {
      this.#breakNext(`must be a JSON object: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  /** Records a fault of the row after those already read. */
  #breakNext(constraint: string): void {
    this.#rows++;
    this.#break(constraint);
  }

  #break(constraint: string): void {
    const place = this.#rows === 0 ? {} : { row: this.#rows };
    this.#broken = new FaultsError([{ file: this.#file, field: 'row', constraint, ...place }]);
  }
}
