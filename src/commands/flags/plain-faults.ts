import { didYouMean } from '../../faults/did-you-mean.ts';
import { shortened } from '../../faults/visible-text.ts';
import { camelCase } from './given-flags.ts';

/** A command whose flags are known. */
export interface WatchedCommand {
  readonly name: string;
  /** Names of its flags and arguments. */
  readonly flags: readonly string[];
  readonly positional: readonly string[];
  /** True for a word that was given with dashes. */
  isGivenFlag(word: string): boolean;
}

/** A message of yargs, about one or several faults, as lines of the form "name: constraint, value". */
export function plainFaults(message: string, command: WatchedCommand): string[] {
  // Another message names the missing argument.
  if (message.startsWith('Not enough non-option arguments')) return [];
  const [, unknown] = /^Unknown (?:arguments?|commands?): (.*)$/s.exec(message) ?? [];
  if (unknown !== undefined) return unknownWords(unknown.split(', '), command);
  const [, absent] = /^Missing required arguments?: (.*)$/s.exec(message) ?? [];
  if (absent !== undefined)
    return absent.split(', ').map((name) => `${titleOf(name, command)}: must be given`);
  const lines = message.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== 'Invalid values:').map((line) => wrongChoice(line, command) ?? line);
}

/** yargs lists an unknown flag without its dashes, and in camel case too. */
function unknownWords(words: readonly string[], command: WatchedCommand): string[] {
  const names = words.filter((word) => !words.some((other) => other !== word && camelCase(other) === word));
  return names.map((name) => (command.isGivenFlag(name) ? unknownFlag(name, command) : surplusWord(name)));
}

/** `name` may be the stand-in of a word that yargs would misread. */
function unknownFlag(name: string, { name: command, flags }: WatchedCommand): string {
  const hint = didYouMean(name.replace(/^no-/, ''), flags);
  const word = /^unknownflag\d+$/.test(name) ? name : `--${name}`;
  return `${word}: is not a flag of ${command}${hint === undefined ? '' : ` (${hint})`}`;
}

export function surplusWord(word: string): string {
  return `${shortened(word, 80)}: is one argument too many`;
}

/** "Argument: backend, Given: "b", Choices: "native", "wasm"". */
function wrongChoice(line: string, command: WatchedCommand): string | undefined {
  const [, name, given, choices] = /^Argument: (\S+), Given: (.*), Choices: (.*)$/s.exec(line) ?? [];
  if (name === undefined || given === undefined || choices === undefined) return undefined;
  return `${titleOf(name, command)}: must be one of ${choices.replaceAll('"', '')}, got ${given}`;
}

function titleOf(name: string, { positional }: WatchedCommand): string {
  return positional.includes(name) ? `<${name}>` : `--${name}`;
}
