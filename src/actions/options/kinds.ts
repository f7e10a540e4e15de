import { fileURLToPath } from 'node:url';
import type { Message } from '../../faults/message.ts';
import { withoutSecrets } from '../../store/location.ts';
import { brokenCount, largest } from '../../study/limits.ts';
import { longestSeconds } from '../../study/time/longest-seconds.ts';
import { type About, optionOf } from './option.ts';

export function text<const A extends About<string>>(about: A) {
  return optionOf<string, A>({ kind: 'text', broken: brokenText }, about);
}

/** A text with its own constraint, in words from "must" on. */
export function namedText<const A extends About<string>>(
  broken: (name: string) => string | undefined,
  about: A,
) {
  const both = (value: unknown) => brokenText(value) ?? broken(value as string);
  return optionOf<string, A>({ kind: 'text', broken: both }, about);
}

/** A database. The action never sees its password, so that no message can show it. */
export function location<const A extends About<string>>(about: A) {
  const read = (value: unknown) => withoutSecrets(value as string);
  return optionOf<string, A>({ kind: 'text', broken: brokenText, read }, about);
}

/** The path of a file or a folder; a program may give it as a file URL. Where a database may be meant, a server's URL. */
export function path<const A extends About<string>>(about: A) {
  return optionOf<string, A>({ kind: 'path', broken: brokenPath, read: pathOf }, about);
}

export function wholeNumber<const A extends About<number>>(min: number, about: A) {
  const broken = (value: unknown, name: string) => brokenCount(name, value, min);
  return optionOf<number, A>({ kind: 'wholeNumber', broken }, about);
}

/** A number that `isAllowed` accepts; `constraint` describes those numbers: "above 0". */
export function number<const A extends About<number>>(
  constraint: string,
  isAllowed: (value: number) => boolean,
  about: A,
) {
  const broken = (value: unknown) =>
    isNumber(value) && isAllowed(value) ? undefined : `must be a number ${constraint}`;
  return optionOf<number, A>({ kind: 'number', broken }, about);
}

/** A time in seconds within a timer's range. */
export function seconds<const A extends About<number>>(about: A) {
  const broken = (value: unknown) =>
    isNumber(value) && value > 0 && value <= longestSeconds
      ? undefined
      : `must be a number of seconds above 0, and at most ${longestSeconds}`;
  return optionOf<number, A>({ kind: 'seconds', broken }, about);
}

/** An amount of memory. */
export function bytes<const A extends About<number>>(about: A) {
  const broken = (value: unknown, name: string) => {
    if (!isNumber(value) || value < 1) return 'must be a number of bytes of at least 1';
    return value > largest(name) ? `must be at most ${largest(name)}` : undefined;
  };
  return optionOf<number, A>({ kind: 'bytes', broken }, about);
}

export function toggle(describe: Message, isOn = false) {
  const broken = (value: unknown) => (typeof value === 'boolean' ? undefined : 'must be true or false');
  return optionOf<boolean, { describe: Message; default: boolean }>(
    { kind: 'switch', broken },
    { describe, default: isOn },
  );
}

export function oneOf<const Choice extends string, const A extends About<Choice>>(
  choices: readonly Choice[],
  about: A,
) {
  const broken = (value: unknown) =>
    choices.includes(value as Choice) ? undefined : `must be one of ${choices.join(', ')}`;
  return optionOf<Choice, A>({ kind: 'text', broken, choices }, about);
}

/** At least one number, without duplicates. */
export function numbers<const A extends About<readonly number[]>>(
  constraint: string,
  isAllowed: (value: number) => boolean,
  about: A,
) {
  const form = {
    ...({ kind: 'numbers' } as const),
    broken: listOf((value) => isNumber(value) && isAllowed(value), `a list of numbers ${constraint}`),
    read: (value: unknown) => [...new Set(value as number[])],
  };
  return optionOf<readonly number[], A>(form, about);
}

/** Trial numbers, without duplicates. */
export function trialNumbers<const A extends About<readonly number[]>>(about: A) {
  const isTrial = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
  const form = {
    ...({ kind: 'wholeNumbers' } as const),
    broken: listOf(isTrial, 'a list of numbers that are whole and at least 0'),
    read: (value: unknown) => [...new Set(value as number[])],
  };
  return optionOf<readonly number[], A>(form, about);
}

/** A list of names; `broken` returns the constraint that it breaks. */
export function words<const A extends About<readonly string[]>>(
  broken: (words: readonly string[]) => string | undefined,
  about: A,
) {
  const isWord = (value: unknown) => brokenText(value) === undefined;
  const form = {
    ...({ kind: 'words' } as const),
    broken: (value: unknown) => listOf(isWord, 'a list of names')(value) ?? broken(value as string[]),
  };
  return optionOf<readonly string[], A>(form, about);
}

export function brokenText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? undefined : 'must be a text that is not empty';
}

export function brokenPath(value: unknown): string | undefined {
  const isPath = value instanceof URL ? value.protocol === 'file:' : brokenText(value) === undefined;
  return isPath ? undefined : 'must be a path or a file: URL';
}

export function pathOf(value: unknown): string {
  return value instanceof URL ? fileURLToPath(value) : withoutSecrets(value as string);
}

function listOf(isAllowed: (value: unknown) => boolean, constraint: string) {
  return (value: unknown) =>
    Array.isArray(value) && value.length > 0 && value.every(isAllowed) ? undefined : `must be ${constraint}`;
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}
