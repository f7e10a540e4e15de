import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { quotedStart } from '../../study/words/quoted-names.ts';

const comparison = /^(?:<=|>=|==|!=|<>|!~|[<>=~])/;
/** Before a comparison it is the name of a column. */
const negation = /^not(?![\p{L}\p{N}_])(?!\s*[<>=~!])/iu;
const bareValue = /^[^\s,()]+/;

/** Reads a condition from left to right; each method skips blanks first. */
export class WhereText {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    this.#skipBlanks();
    return this.#at === this.#text.length;
  }

  /** True, and read, when these words come next, in any case, with any blanks between them. */
  takeWords(...words: readonly string[]): boolean {
    return this.#take(new RegExp(`^${words.join('\\s+')}(?![\\p{L}\\p{N}_])`, 'iu')) !== undefined;
  }

  takeNegation(): boolean {
    return this.#take(negation) !== undefined;
  }

  takeSign(sign: string): boolean {
    this.#skipBlanks();
    if (!this.#text.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    return true;
  }

  takeComparison(): string | undefined {
    return this.#take(comparison);
  }

  /** A text in quotation marks, or a word; undefined for neither. */
  takeValue(): string | undefined {
    this.#skipBlanks();
    const quoted = quotedStart(this.#rest());
    if (quoted === undefined && /^['"]/.test(this.#rest())) throw this.fault('must close a quotation');
    this.#at += quoted?.length ?? 0;
    return quoted?.content ?? this.#take(bareValue);
  }

  /** The longest of the names that comes next, in the same case if one does. */
  takeName(names: readonly string[]): string | undefined {
    this.#skipBlanks();
    const longestFirst = names.toSorted((one, other) => other.length - one.length);
    const rest = this.#rest();
    const found =
      longestFirst.find((name) => begins(rest, name)) ??
      longestFirst.find((name) => begins(rest.toLowerCase(), name.toLowerCase()));
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  /** The fault of what comes next, with the text and the place. */
  fault(constraint: string): UsageError {
    const rest = this.#rest().trim();
    const place = rest === '' ? 'at its end' : `at ${JSON.stringify(rest)}`;
    return new UsageError(
      message`${option('where')}: ${constraint} ${place}, got ${JSON.stringify(this.#text)}`,
    );
  }

  #rest(): string {
    return this.#text.slice(this.#at);
  }

  #skipBlanks(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #take(pattern: RegExp): string | undefined {
    this.#skipBlanks();
    const [found] = pattern.exec(this.#rest()) ?? [];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}

/** A name ends where no letter, digit or underscore follows its last one. */
function begins(text: string, name: string): boolean {
  if (!text.startsWith(name)) return false;
  const [last, next] = [name.at(-1) ?? '', text[name.length] ?? ''];
  return !(isWordPart(last) && isWordPart(next));
}

function isWordPart(character: string): boolean {
  return /[\p{L}\p{N}_]/u.test(character);
}
