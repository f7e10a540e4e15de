/** A word of a command line that begins with two dashes. */
export interface GivenFlag {
  /** Without the dashes, as it was given: perhaps in camel case, or behind `no-`. */
  readonly flag: string;
  /** Behind an equals sign. */
  readonly value: string | undefined;
  /** True where the value is the next word, or behind the equals sign. */
  readonly hasValue: boolean;
}

/** The flags before `--`. */
export function givenFlags(args: readonly string[]): GivenFlag[] {
  const before = beforeEnd(args);
  return before.flatMap((word, index) => {
    const [, flag, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (flag === undefined) return [];
    const next = before[index + 1];
    return [{ flag, value, hasValue: value !== undefined || (next !== undefined && !isFlag(next)) }];
  });
}

/** As yargs tells them from values: a negative number is a value. */
function isFlag(word: string): boolean {
  return /^-[^0-9]/.test(word);
}

function beforeEnd(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end < 0 ? args : args.slice(0, end);
}

/** In one word: yargs would report one with dashes in camel case too. */
const standIn = 'unknownflag';

/** Flags that no command has, each in the place of a word that yargs would read as something else. */
export interface ReadableWords {
  readonly args: readonly string[];
  /** The word as it was given, by its flag in `args`. */
  readonly replaced: ReadonlyMap<string, string>;
}

/**
 * The words with a flag of its own in the place of each that yargs takes apart: letters behind one dash, paths with
 * dots, names of properties that every object has.
 */
export function readableWords(args: readonly string[]): ReadableWords {
  const replaced = new Map<string, string>();
  // One that is given twice is one that no command has.
  const standIns = new Map<string, string>();
  const count = beforeEnd(args).length;
  const readable = args.map((word, index) => {
    if (index >= count || !isFlag(word) || isWellNamed(word)) return word;
    const flag = standIns.get(word) ?? `${standIn}${replaced.size + 1}`;
    standIns.set(word, flag);
    replaced.set(flag, word);
    return `--${flag}`;
  });
  return { args: readable, replaced };
}

function isWellNamed(word: string): boolean {
  const [, flag] = /^--([A-Za-z][A-Za-z0-9-]*)(?:=.*)?$/s.exec(word) ?? [];
  if (flag === undefined || flag.startsWith(standIn)) return false;
  return !(flag in Object.prototype) && !(camelCase(flag.replace(/^no-/, '')) in Object.prototype);
}

/** The other form in which yargs takes a flag with dashes. */
export function camelCase(flag: string): string {
  return flag.replace(/-+(\w)/g, (_, letter: string) => letter.toUpperCase());
}
