import type { Argv } from 'yargs';
import { UsageError } from '../../faults/errors.ts';
import { shortened, visibleLine } from '../../faults/visible-text.ts';
import { defaultDatabase } from '../../store/default-database.ts';
import { FlagFault } from './flag-fault.ts';
import { declaredBy, type Parsed, typeFaults } from './flag-types.ts';
import { camelCase, givenFlags, readableWords } from './given-flags.ts';
import { textFaults } from './text-faults.ts';

/** All faults of a command line; yargs alone stops at the first. */
export class CommandLineFaults {
  /** The words for yargs to parse. */
  readonly args: readonly string[];
  readonly #replaced: ReadonlyMap<string, string>;
  readonly #lines: string[] = [];
  #isOfCommand = false;

  constructor(args: readonly string[]) {
    const { args: readable, replaced } = readableWords(args.map(longFlag));
    this.args = readable;
    this.#replaced = replaced;
  }

  /** yargs calls it for a fault; when it throws nothing, yargs continues with the next constraint. */
  handle(message: string | null, error?: unknown): void {
    if (message === null || !(error === undefined || isOfUser(error))) throw error;
    // Without a command its flags are unknown.
    if (!this.#isOfCommand) throw usageError(this.#asGiven(message));
    // Another message names the missing argument.
    if (!message.startsWith('Not enough non-option arguments')) this.#lines.push(...linesOf(message));
  }

  /** Called once a command has declared its flags: the command begins, after `begin`, when none of them has a fault. */
  watch(yargs: Argv, begin: (argv: Parsed) => void): Argv {
    this.#isOfCommand = true;
    return yargs
      .middleware((argv) => this.#look(yargs, argv), true)
      .middleware((argv) => {
        const lines = withoutConsequences(this.#lines);
        if (lines.length > 0) throw usageError(lines.map((line) => this.#asGiven(line)).join('\n'));
        begin(argv);
      });
  }

  #look(yargs: Argv, argv: Parsed): void {
    const types = typeFaults(this.args, argv, yargs);
    const broken = Object.values(argv)
      .flat()
      .filter((value) => value instanceof FlagFault);
    const messages = [...new Set(broken)].map(({ message }) => message).flatMap(linesOf);
    // The error of a flag's own check for a value of the wrong type is not a second fault.
    const others = [...messages, ...textFaults(this.args, withDefaults(yargs, argv))].filter(
      (line) => ![...types.keys()].some((flag) => line.startsWith(`--${flag}:`)),
    );
    this.#lines.push(...others, ...types.values());
    if (!yargs.parsed || yargs.parsed.error === null) return;
    const missing = withoutValue(this.args, argv).map((flag) => `Not enough arguments following: --${flag}`);
    this.#lines.push(...(missing.length > 0 ? missing : [yargs.parsed.error.message]));
    // Otherwise yargs would check no further.
    yargs.parsed.error = null;
  }

  #asGiven(message: string): string {
    const words = (message.match(/unknownflag\d+/g) ?? []).map((flag) => this.#replaced.get(flag) ?? flag);
    const short = words.find((word) => /^-[A-Za-z]/.test(word));
    const hint = short === undefined ? '' : `; flags begin with two dashes: -${shortened(short, 80)}`;
    return message.replace(/unknownflag\d+/g, () => shortened(words.shift() ?? '', 80)) + hint;
  }
}

/** The environment may give the database's path. */
function withDefaults(yargs: Argv, argv: Parsed): Parsed {
  return declaredBy(yargs).all.includes('db') ? { ...argv, db: argv.db ?? defaultDatabase() } : argv;
}

/** `-k 3` for `--k 3`, as help shows a flag of one letter. */
function longFlag(word: string): string {
  return /^-[a-z]$/.test(word) ? `-${word}` : word;
}

/** `lines` has one fault per line. */
export function usageError(lines: string): UsageError {
  const shown = lines.split('\n').map((line) => visibleLine(line, 500));
  return new UsageError([...shown, 'hpsearch --help lists the commands and their flags'].join('\n'));
}

function isOfUser(error: unknown): boolean {
  return error instanceof UsageError || (error instanceof Error && error.name === 'YError');
}

/** yargs lists some faults below a heading, "Invalid values:\n  …\n  …", and unknown flags in camel case too. */
function linesOf(message: string): string[] {
  const [, unknown] = /^Unknown arguments?: (.*)$/s.exec(message) ?? [];
  if (unknown !== undefined) return [unknownArguments(unknown.split(', '))];
  const [first = '', ...others] = message.split('\n').map((line) => line.trim());
  if (!first.endsWith(':') || others.length === 0) return [first, ...others];
  return others.map((line) => `${first} ${line}`);
}

function unknownArguments(words: readonly string[]): string {
  const names = words.filter((word) => !words.some((other) => other !== word && camelCase(other) === word));
  return `Unknown argument${names.length === 1 ? '' : 's'}: ${names.join(', ')}`;
}

/** yargs does not take a negative number as an argument, and then reports a missing argument. */
function withoutConsequences(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => /^Unknown argument: -\d/.test(line))) return lines;
  return lines.filter((line) => !line.startsWith('Missing required argument'));
}

/** The value of a switch comes from its name. */
function withoutValue(args: readonly string[], argv: Parsed): string[] {
  const isSwitch = (flag: string) => flag.startsWith('no-') || typeof argv[flag] === 'boolean';
  const missing = givenFlags(args).filter(({ flag, hasValue }) => !hasValue && !isSwitch(flag));
  return [...new Set(missing.map(({ flag }) => flag))];
}
