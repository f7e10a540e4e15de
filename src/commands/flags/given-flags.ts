/** A word of a command line that begins with two dashes. */
export interface GivenFlag {
  /** Without the dashes, as given: perhaps in camel case, or with `no-`. */
  readonly flag: string;
  /** The text after an equals sign. */
  readonly value: string | undefined;
  /** The text after an equals sign, or else the next word unless that is a flag. */
  readonly text: string | undefined;
}

/** The flags before `--`. */
export function givenFlags(args: readonly string[]): GivenFlag[] {
  const before = beforeEnd(args);
  return before.flatMap((word, index) => {
    const [, flag, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (flag === undefined) return [];
    const next = before[index + 1];
    return [{ flag, value, text: value ?? (next === undefined || isFlag(next) ? undefined : next) }];
  });
}

/** The same distinction as yargs: a negative number is a value. */
function isFlag(word: string): boolean {
  return /^-[^0-9]/.test(word);
}

/** Flags whose values name columns, which may begin with a dash. */
const columnFlags: readonly string[] = ['--sort', '--columns', '--where', '--target'];

/** Joins `--sort` and `-age`, or `--where` and `-x < 0`: the value would be taken for a flag. */
export function withDashedValues(args: readonly string[]): string[] {
  const isDashed = (word: string | undefined) =>
    word !== undefined && /^-(?:[^-]|-[^=]*[\s,"'<>!~])/.test(word);
  const isColumnFlag = (word: string | undefined) => word !== undefined && columnFlags.includes(word);
  return args.flatMap((word, index) => {
    if (isColumnFlag(word) && isDashed(args[index + 1])) return [`${word}=${args[index + 1]}`];
    return isColumnFlag(args[index - 1]) && isDashed(word) ? [] : [word];
  });
}

function beforeEnd(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end < 0 ? args : args.slice(0, end);
}

/** Without dashes: yargs would also report one with dashes in camel case. */
const standIn = 'unknownflag';

/** Command-line words in which unknown flags replace those that yargs would misread. */
export interface ReadableWords {
  readonly args: readonly string[];
  /** The original word, by its stand-in flag in `args`. */
  readonly replaced: ReadonlyMap<string, string>;
}

/**
 * Replaces each word that yargs would split with an unknown flag: letters after one dash, paths with dots, names of
 * properties that every object has.
 */
export function readableWords(args: readonly string[]): ReadableWords {
  const replaced = new Map<string, string>();
  // A repeated word has one stand-in, so that it is one fault.
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

/** The camel-case form in which yargs also accepts a flag. */
export function camelCase(flag: string): string {
  return flag.replace(/-+(\w)/g, (_, letter: string) => letter.toUpperCase());
}
