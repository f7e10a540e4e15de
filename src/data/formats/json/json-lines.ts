import { FaultsError } from '../../../faults/errors.ts';
import type { TableFormat } from '../format.ts';
import { readText, type TableFile } from '../table-file.ts';
import { type JsonPart, type JsonRow, longestJsonRow, openJsonRows, parseJsonRow } from './json-rows.ts';

const endings = ['.jsonl', '.ndjson'];

/** One object per line. A file named .json that holds no array is read in this format too. */
export const jsonLines: TableFormat = {
  name: 'jsonl',
  title: 'JSON lines',
  isText: true,
  recognises: ({ ending, openingText }) =>
    [...endings, '.json'].includes(ending) || (ending === '' && openingText.startsWith('{')),
  open: (file, request) =>
    openJsonRows(file, { format: 'JSON lines', placeWord: 'line' }, readLines(file), request),
};

async function* readLines(table: TableFile): AsyncGenerator<JsonPart> {
  const reader = new LineReader(table.file);
  let rest = '';
  for await (const { text, fraction } of readText(table)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield { ...reader.read(lines), fraction };
    reader.throwIfBroken();
    // An endless line is not an object and must not fill the memory.
    if (rest.length > longestJsonRow) break;
  }
  yield { ...reader.read([rest]), fraction: 1 };
  reader.throwIfBroken();
}

/** Parses lines up to the first that holds no object; blank lines are skipped. */
class LineReader {
  readonly #file: string;
  #line = 1;
  #broken: FaultsError | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  read(lines: readonly string[]): Omit<JsonPart, 'fraction'> {
    const rows: JsonRow[] = [];
    const places: number[] = [];
    for (const text of lines) {
      if (text.trim() !== '') {
        const row = this.#parse(text);
        if (row === undefined) break;
        rows.push(row);
        places.push(this.#line);
      }
      this.#line++;
    }
    return { rows, places };
  }

  throwIfBroken(): void {
    if (this.#broken !== undefined) throw this.#broken;
  }

  #parse(text: string): JsonRow | undefined {
    try {
      return parseJsonRow(text);
    } catch (error) {
      const reason = error instanceof SyntaxError ? '' : `: ${(error as Error).message}`;
      const fault = {
        field: 'row',
        constraint: `must be a JSON object on one line${reason}`,
        value: text,
        line: this.#line,
      };
      this.#broken = new FaultsError([{ file: this.#file, ...fault }]);
      return undefined;
    }
  }
}
