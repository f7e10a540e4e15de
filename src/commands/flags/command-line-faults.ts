import type { Argv } from 'yargs';
import { UsageError } from '../../faults/errors.ts';
import { shortened, visibleLine } from '../../faults/visible-text.ts';
import { defaultDatabase } from '../../store/default-database.ts';
import { FlagFault } from './flag-fault.ts';
import { declaredBy, type Parsed, typeFaults } from './flag-types.ts';
import { givenFlags, readableWords, withDashedValues } from './given-flags.ts';
import { plainFaults, type WatchedCommand } from './plain-faults.ts';
import { textFaults } from './text-faults.ts';

/** All faults of a command line; yargs alone stops at the first. */
export class CommandLineFaults {
  /** The words for yargs to parse. */
  readonly args: readonly string[];
  readonly #replaced: ReadonlyMap<string, string>;
  readonly #lines: string[] = [];
  /** Undefined until a command is found. */
  #command: WatchedCommand | undefined;

  constructor(args: readonly string[]) {
    const { args: readable, replaced } = readableWords(withDashedValues(args).map(longFlag));
    this.args = readable;
    this.#replaced = replaced;
  }

  /** yargs calls it for a fault; when it throws nothing, yargs continues with the next constraint. */
  handle(message: string | null, error?: unknown): void {
    if (message === null || !(error === undefined || isOfUser(error))) throw error;
    // Without a command its flags are unknown.
    const command = this.#command;
    if (command === undefined) throw usageError(message);
    this.#lines.push(...plainFaults(message, command));
  }

  /**
   * Called once the command of that name has declared its flags: it begins, after `begin`, when none of them has a fault.
   */
  watch(yargs: Argv, name: string, begin: (argv: Parsed) => void): Argv {
    const { all, positional } = declaredBy(yargs);
    const isGivenFlag = (word: string) => this.#isGivenFlag(word);
    this.#command = { name, flags: all, positional, isGivenFlag };
    return yargs
      .middleware((argv) => this.#look(yargs, argv), true)
      .middleware((argv) => {
        const lines = withoutConsequences(this.#lines);
        if (lines.length > 0) throw usageError(lines.map((line) => this.#asGiven(line)).join('\n'), name);
        begin(argv);
      });
  }

  #look(yargs: Argv, argv: Parsed): void {
    const types = typeFaults(this.args, argv, yargs);
    const broken = Object.values(argv)
      .flat()
      .filter((value) => value instanceof FlagFault);
    const messages = [...new Set(broken)].flatMap(({ message }) => message.split('\n'));
    // The error of a flag's own check for a value of the wrong type is not a second fault.
    const others = [...messages, ...textFaults(this.args, withDefaults(yargs, argv))].filter(
      (line) => ![...types.keys()].some((flag) => line.startsWith(`--${flag}:`)),
    );
    this.#lines.push(...others, ...types.values());
    if (!yargs.parsed || yargs.parsed.error === null) return;
    const missing = withoutValue(this.args, argv).map((flag) => `--${flag}: must have a value`);
    this.#lines.push(...(missing.length > 0 ? missing : [yargs.parsed.error.message]));
    // Otherwise yargs would check no further.
    yargs.parsed.error = null;
  }

  #isGivenFlag(word: string): boolean {
    return this.#replaced.has(word) || givenFlags(this.args).some(({ flag }) => flag === word);
  }

  /** With the user's words in place of those that yargs would misread. */
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
export function usageError(lines: string, command?: string): UsageError {
  const shown = lines.split('\n').map((line) => visibleLine(line, 500));
  const help =
    command === undefined
      ? 'hpsearch --help lists the commands'
      : `hpsearch ${command} --help lists the arguments and flags of ${command}`;
  return new UsageError([...shown, help].join('\n'));
}

function isOfUser(error: unknown): boolean {
  return error instanceof UsageError || (error instanceof Error && error.name === 'YError');
}

/** yargs does not take a negative number as an argument, and then reports a missing argument. */
function withoutConsequences(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => /^-\d.*: is one argument too many/.test(line))) return lines;
  return lines.filter((line) => !/^<[\w-]+>: must be given$/.test(line));
}

/** The value of a switch comes from its name. */
function withoutValue(args: readonly string[], argv: Parsed): string[] {
  const isSwitch = (flag: string) => flag.startsWith('no-') || typeof argv[flag] === 'boolean';
  const missing = givenFlags(args).filter(({ flag, text }) => text === undefined && !isSwitch(flag));
  return [...new Set(missing.map(({ flag }) => flag))];
}
