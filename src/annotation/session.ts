import type { SourceRows } from '../data/load-dataset.ts';
import type { Answer, AnswersFile } from './answers-file.ts';
import type { AskedRows } from './asked-rows.ts';

/** An example as the page shows it: without its label, its row and its file, which may reveal the label. */
export type ShownExample =
  | { readonly kind: 'table'; readonly cells: readonly (readonly [name: string, text: string])[] }
  | {
      readonly kind: 'image';
      readonly shape: readonly [height: number, width: number, channels: number];
      /** Bytes, row by row, in base64. */
      readonly pixels: string;
    };

/** The next question of a session. */
export interface Question {
  /** From 0, over both passes; an answer names it. */
  readonly place: number;
  readonly pass: 'first' | 'second';
  /** Number of answers of the pass, of `of`. */
  readonly done: number;
  readonly of: number;
  readonly example: ShownExample;
}

/** Asks for examples, in two passes, and keeps the answers. */
export class Session {
  readonly #source: SourceRows;
  readonly #asked: AskedRows;
  readonly #answers: AnswersFile;
  readonly #hasSecond: boolean;
  readonly #show: (row: number) => ShownExample;

  constructor(
    {
      source,
      asked,
      answers,
      hasSecond,
    }: {
      readonly source: SourceRows;
      readonly asked: AskedRows;
      readonly answers: AnswersFile;
      readonly hasSecond: boolean;
    },
    show: (row: number) => ShownExample,
  ) {
    this.#source = source;
    this.#asked = asked;
    this.#answers = answers;
    this.#hasSecond = hasSecond;
    this.#show = show;
  }

  /** Undefined once all questions have an answer. */
  question(): Question | undefined {
    const asked = this.#places();
    const place = asked.findIndex(({ pass, row }) => !this.#answers[pass].has(row));
    const next = asked[place];
    if (next === undefined) return undefined;
    const ofPass = asked.filter(({ pass }) => pass === next.pass);
    const done = ofPass.filter(({ pass, row }) => this.#answers[pass].has(row)).length;
    return { place, pass: next.pass, done, of: ofPass.length, example: this.#show(next.index) };
  }

  /** Keeps the answer to a question; false for any but the next one, such as of a second window. */
  async answer(place: number, answer: Answer): Promise<boolean> {
    const next = this.#next();
    const asked = this.#places()[place];
    if (asked === undefined || place !== next) return false;
    await this.#answers.keep(asked.pass, asked.row, answer);
    return true;
  }

  /** Takes back the answer before the next question. */
  async undo(): Promise<void> {
    const asked = this.#places();
    const last = asked[this.#next() - 1];
    if (last !== undefined) await this.#answers.keep(last.pass, last.row, undefined);
  }

  #next(): number {
    const asked = this.#places();
    const place = asked.findIndex(({ pass, row }) => !this.#answers[pass].has(row));
    return place < 0 ? asked.length : place;
  }

  #places() {
    const { rowNumbers } = this.#source.raw;
    const ofPass = (pass: 'first' | 'second') =>
      Array.from(this.#asked[pass], (index) => ({ pass, index, row: rowNumbers[index] as number }));
    return this.#hasSecond ? [...ofPass('first'), ...ofPass('second')] : ofPass('first');
  }
}
