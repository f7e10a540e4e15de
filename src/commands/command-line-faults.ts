import type { Argv } from 'yargs';
import { UsageError } from '../errors.ts';
import { FlagFault } from './flag-fault.ts';
import { textFaults } from './text-faults.ts';

/** All that is wrong with a command line; yargs by itself ends with the first fault. */
export class CommandLineFaults {
  readonly #args: readonly string[];
  readonly #lines: string[] = [];
  #isOfCommand = false;

  constructor(args: readonly string[]) {
    this.#args = args;
  }

  /** What yargs calls for a fault; when nothing is thrown, it goes on to the next law. */
  hear(message: string | null, error?: unknown): void {
    if (message === null || !(error === undefined || isOfUser(error))) throw error;
    // Without a command there is no telling what its flags should be.
    if (!this.#isOfCommand) throw usageError(message);
    // Another message names the argument that is missing.
    if (!message.startsWith('Not enough non-option arguments')) this.#lines.push(...linesOf(message));
  }

  /** To be called when a command has said what its flags are: it begins, after `begin`, when none of them is at fault. */
  watch(yargs: Argv, begin: () => void): Argv {
    this.#isOfCommand = true;
    return yargs
      .middleware((argv) => this.#look(yargs, argv), true)
      .middleware(() => {
        if (this.#lines.length > 0) throw usageError(this.#lines.join('\n'));
        begin();
      });
  }

  #look(yargs: Argv, argv: Readonly<Record<string, unknown>>): void {
    const broken = Object.values(argv)
      .flat()
      .filter((value) => value instanceof FlagFault);
    const messages = [...new Set(broken)].map(({ message }) => message);
    this.#lines.push(...messages.flatMap(linesOf), ...givenTwice(this.#args, argv));
    this.#lines.push(...textFaults(this.#args, argv));
    if (!yargs.parsed || yargs.parsed.error === null) return;
    const missing = withoutValue(this.#args, argv).map((flag) => `Not enough arguments following: ${flag}`);
    this.#lines.push(...(missing.length > 0 ? missing : [yargs.parsed.error.message]));
    // Or yargs would look no further.
    yargs.parsed.error = null;
  }
}

export function usageError(message: string): UsageError {
  return new UsageError(`${message}\nhpsearch --help lists the commands and their flags`);
}

function isOfUser(error: unknown): boolean {
  return error instanceof UsageError || (error instanceof Error && error.name === 'YError');
}

/** Yargs puts some faults below a heading: "Invalid values:\n  …\n  …". */
function linesOf(message: string): string[] {
  const [first = '', ...others] = message.split('\n').map((line) => line.trim());
  if (!first.endsWith(':') || others.length === 0) return [first, ...others];
  return others.map((line) => `${first} ${line}`);
}

interface GivenFlag {
  readonly flag: string;
  readonly hasValue: boolean;
}

function givenFlags(args: readonly string[]): GivenFlag[] {
  const end = args.indexOf('--');
  const before = end < 0 ? args : args.slice(0, end);
  return before.flatMap((word, index) => {
    const [, flag, value] = /^--([^=]+)(=.*)?$/s.exec(word) ?? [];
    if (flag === undefined) return [];
    const next = before[index + 1];
    return [{ flag, hasValue: value !== undefined || (next !== undefined && !/^-[^0-9]/.test(next)) }];
  });
}

/** A flag that is a switch has its value from its name. */
function withoutValue(args: readonly string[], argv: Readonly<Record<string, unknown>>): string[] {
  const isSwitch = (flag: string) => flag.startsWith('no-') || typeof argv[flag] === 'boolean';
  const missing = givenFlags(args).filter(({ flag, hasValue }) => !hasValue && !isSwitch(flag));
  return [...new Set(missing.map(({ flag }) => flag))];
}

/** Yargs makes a list of the values. */
function givenTwice(args: readonly string[], argv: Readonly<Record<string, unknown>>): string[] {
  const flags = givenFlags(args).map(({ flag }) => flag);
  const twice = new Set(flags.filter((flag, index) => flags.indexOf(flag) < index));
  return [...twice]
    .filter((flag) => Array.isArray(argv[flag]))
    .map((flag) => `--${flag}: must be given once, got ${JSON.stringify(argv[flag])}`);
}
