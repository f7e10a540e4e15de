import { spaceLimits } from '../../study/limits.ts';

/** The first syntax error of a JSON text. `offset` counts UTF-16 units. */
export interface JsonFault {
  readonly offset: number;
  readonly constraint: string;
  readonly hint?: string;
}

type State = 'value' | 'item' | 'key' | 'name' | 'colon' | 'after';

const blank = /[ \t\n\r]*/y;
const name = /"(?:[^"\\\p{Cc}]|\x7f|[\x80-\x9f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;
const word = /[^\s,:{}[\]"]*/y;

const deepest = spaceLimits.nesting;

/**
 * The first fault of a text that is not JSON or nests too deep; undefined when there is none. JSON.parse decides, but
 * its messages differ between versions of Node, and some give no position.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  return new JsonReader(text).read();
}

/**
 * Walks the text without building anything. `state` says which tokens may come next; `open` holds the brackets to
 * close.
 */
class JsonReader {
  private readonly text: string;
  private offset = 0;
  /** Start and end of the last token. */
  private tokenStart = 0;
  private tokenEnd = 0;
  private readonly open: ('{' | '[')[] = [];
  private state: State = 'value';

  constructor(text: string) {
    this.text = text;
  }

  read(): JsonFault | undefined {
    for (;;) {
      this.match(blank);
      const isDone = this.state === 'after' && this.open.length === 0;
      if (this.offset === this.text.length) return isDone ? undefined : this.endsEarly();
      const fault =
        this.comment() ?? (isDone ? this.fault('nothing may stand after the end', true) : this.step());
      if (fault !== undefined) return fault;
    }
  }

  private step(): JsonFault | undefined {
    switch (this.state) {
      case 'value':
      case 'item':
        return this.value();
      case 'key':
      case 'name':
        return this.name();
      case 'colon':
        return this.take(':') ? this.go('value') : this.behind('a colon is missing after this name');
      case 'after':
        return this.after();
    }
  }

  /** `item` may be the bracket that closes an empty list; `value`, after a comma or a colon, may not. */
  private value(): JsonFault | undefined {
    if (this.take('{')) return this.enter('{', 'key');
    if (this.take('[')) return this.enter('[', 'item');
    if (this.peek() === ']' && this.open.at(-1) === '[') return this.close(this.state === 'item');
    if (this.token(name) || this.token(scalar)) return this.go('after');
    return this.notAValue();
  }

  /** `key` may be the brace that closes an empty object; `name`, after a comma, may not. */
  private name(): JsonFault | undefined {
    if (this.peek() === '}') return this.close(this.state === 'key');
    if (this.token(name)) return this.go('colon');
    return this.peek() === '"' ? this.badText() : this.fault('a name must stand in double quotes', true);
  }

  private after(): JsonFault | undefined {
    const isObject = this.open.at(-1) === '{';
    if (this.take(',')) return this.go(isObject ? 'name' : 'value');
    if (this.peek() === (isObject ? '}' : ']')) return this.close(true);
    return this.behind(`a comma or ${isObject ? '}' : ']'} is missing after this value`);
  }

  private enter(bracket: '{' | '[', state: State): JsonFault | undefined {
    this.open.push(bracket);
    if (this.open.length > deepest) return this.behind(`must not nest deeper than ${deepest} levels`);
    return this.go(state);
  }

  private close(isAllowed: boolean): JsonFault | undefined {
    if (!isAllowed) return this.behind(`no comma may stand before ${this.peek()}`);
    this.open.pop();
    this.take(this.peek());
    return this.go('after');
  }

  private go(state: State): undefined {
    this.state = state;
  }

  private comment(): JsonFault | undefined {
    const isComment = this.peek() === '#' || /^\/[/*]/.test(this.text.slice(this.offset, this.offset + 2));
    if (!isComment) return undefined;
    return { offset: this.offset, constraint: 'JSON has no comments', hint: 'in a .yaml file, # begins one' };
  }

  private notAValue(): JsonFault {
    return this.peek() === '"' ? this.badText() : this.fault('must be a JSON value', true);
  }

  private badText(): JsonFault {
    const rest = this.text.slice(this.offset + 1);
    const sequence = /^(?:[^"\\\n]|\\["\\/bfnrt]|\\u[\da-fA-F]{4})*(\\u?.?)/.exec(rest)?.[1];
    if (sequence) return this.fault(`${sequence} is no escape in JSON`);
    return this.fault(
      'a text must end with a double quote on its own line, and may hold no control character',
    );
  }

  private endsEarly(): JsonFault {
    const bracket = this.open.at(-1);
    const missing = bracket === undefined ? 'a value' : bracket === '{' ? '}' : ']';
    return { offset: this.tokenEnd, constraint: `ends too early: ${missing} is missing` };
  }

  /** A fault at the token read last: the next token may be lines below. */
  private behind(constraint: string): JsonFault {
    return { offset: this.tokenStart, constraint };
  }

  private fault(constraint: string, isShown = false): JsonFault {
    const shown = isShown ? (this.ahead(word) || this.peek()).slice(0, 40) : '';
    return { offset: this.offset, constraint: shown === '' ? constraint : `${constraint}, got ${shown}` };
  }

  private peek(): string {
    return this.text.charAt(this.offset);
  }

  private take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.tokenStart = this.offset;
    this.tokenEnd = ++this.offset;
    return true;
  }

  private token(pattern: RegExp): boolean {
    const start = this.offset;
    if (this.match(pattern) === '') return false;
    this.tokenStart = start;
    this.tokenEnd = this.offset;
    return true;
  }

  private match(pattern: RegExp): string {
    const found = this.ahead(pattern);
    this.offset += found.length;
    return found;
  }

  private ahead(pattern: RegExp): string {
    pattern.lastIndex = this.offset;
    return pattern.exec(this.text)?.[0] ?? '';
  }
}
