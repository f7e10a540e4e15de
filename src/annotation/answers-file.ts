import { existsSync, readFileSync } from 'node:fs';
import { FaultsError, UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { beginningOf, type FileKind } from '../files/file-kind.ts';
import { requireFileTarget } from '../files/target.ts';
import { writeWholeText } from '../files/write-whole.ts';

/** A class, or a number in the target's units. */
export type Answer = string | number;

/** Answers by the row's number in the source. */
export type Answers = ReadonlyMap<number, Answer>;

export interface AnswersTarget {
  readonly path: string;
  /** The files that the command reads. */
  readonly reads: readonly string[];
  readonly source: string;
  /** The result of `askedDigest`. */
  readonly digest: string;
  /** The constraint that an answer breaks, from "must" on, or undefined. */
  broken(answer: unknown): string | undefined;
}

const format = 'hpsearch answers 1';
const passes = ['first', 'second'] as const;

const kind: FileKind = {
  name: 'answers that hpsearch wrote',
  recognises: (file) => beginningOf(file, 100).includes(format),
};

/** The answers of two passes in a file, which is replaced as a whole after each answer. */
export class AnswersFile {
  readonly #target: AnswersTarget;
  readonly #passes = { first: new Map<number, Answer>(), second: new Map<number, Answer>() };
  #text: string | undefined;

  /** FaultsError for a file that is none of these answers; UsageError for a path that cannot be written. */
  constructor(target: AnswersTarget) {
    this.#target = target;
    requireFileTarget(this.#file);
    this.#text = this.#read();
    if (this.#text !== undefined) this.#fill(this.#text);
  }

  get first(): Answers {
    return this.#passes.first;
  }

  get second(): Answers {
    return this.#passes.second;
  }

  /** Keeps an answer, or with undefined removes it. UsageError if another program changed the file. */
  async keep(pass: 'first' | 'second', row: number, answer: Answer | undefined): Promise<void> {
    if (this.#read() !== this.#text) {
      throw new UsageError(`${this.#target.path} was changed by another program, and stays as it is`);
    }
    if (answer === undefined) this.#passes[pass].delete(row);
    else this.#passes[pass].set(row, answer);
    const text = this.#written();
    await writeWholeText(this.#file, async (file) => void (await file.writeFile(text)));
    this.#text = text;
  }

  get #file() {
    const { path, reads } = this.#target;
    return { option: 'answers', path, mayReplace: true, kind, reads };
  }

  #read(): string | undefined {
    const { path } = this.#target;
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  }

  #written(): string {
    const { source, digest } = this.#target;
    const [first, second] = passes.map((pass) =>
      Array.from(this.#passes[pass], ([row, answer]) => `    ${JSON.stringify({ row, answer })}`),
    ) as [string[], string[]];
    const list = (lines: readonly string[]) => (lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`);
    const head = Object.entries({ format, source, rows: digest });
    const lines = head.map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`);
    return `{\n${lines.join('')}  "first": ${list(first)},\n  "second": ${list(second)}\n}\n`;
  }

  #fill(text: string): void {
    if (text.trim() === '') return;
    const content = this.#parse(text);
    if (content.rows !== this.#target.digest) {
      const hint = message`${option('answers')} names another file`;
      throw this.#fault('rows', 'must be answers to the validation rows of this space and split', { hint });
    }
    for (const pass of passes) {
      const list = content[pass];
      if (!Array.isArray(list)) throw this.#fault(pass, 'must be a list', { value: list });
      for (const [place, each] of list.entries()) this.#add(pass, each, `${pass}[${place}]`);
    }
  }

  #parse(text: string): Readonly<Record<string, unknown>> {
    try {
      const content: unknown = JSON.parse(text);
      if (isObject(content) && content.format === format) return content;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    throw this.#fault('', 'must be a JSON file of answers that hpsearch wrote');
  }

  #add(pass: 'first' | 'second', entry: unknown, field: string): void {
    const { row, answer } = isObject(entry) ? entry : {};
    if (!Number.isSafeInteger(row))
      throw this.#fault(`${field}.row`, 'must be a whole number', { value: row });
    const constraint = this.#target.broken(answer);
    if (constraint !== undefined) throw this.#fault(`${field}.answer`, constraint, { value: answer });
    this.#passes[pass].set(row as number, answer as Answer);
  }

  #fault(field: string, constraint: string, more: object = {}): FaultsError {
    return new FaultsError([{ file: this.#target.path, field, constraint, ...more }]);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
