import type { Options } from 'yargs';
import { UsageError } from '../faults/errors.ts';
import { shortened } from '../faults/visible-text.ts';
import { samplers } from '../samplers/catalogue.ts';
import { defaultDatabase } from '../store/default-database.ts';
import { brokenCount, largest } from '../study/limits.ts';
import { longestSeconds } from '../study/longest-seconds.ts';
import { brokenStudyName } from '../study/study-name.ts';
import { flagCheck } from './flag-fault.ts';

/** The flags that many commands share. */
export const databaseOption = {
  type: 'string',
  default: defaultDatabase(),
  defaultDescription: '$HPSEARCH_DB or ./hpsearch.db',
  describe: 'database file of the studies',
  requiresArg: true,
} as const satisfies Options;

export const studyOption = {
  type: 'string',
  describe: 'name of the study (default: the newest)',
  requiresArg: true,
} as const satisfies Options;

export const jsonOption = {
  type: 'boolean',
  default: false,
  describe: 'print one JSON document',
} as const satisfies Options;

/** The name that a study is to have. */
export const studyName = flagCheck((value): string | undefined => {
  if (value === undefined) return undefined;
  const law = typeof value === 'string' ? brokenStudyName(value) : 'must be given once';
  if (law === undefined) return value as string;
  throw new UsageError(`--name: ${law}, got ${JSON.stringify(shortened(String(value), 80))}`);
});

export const samplerOption = {
  choices: Object.keys(samplers),
  describe: 'how configurations are chosen',
  requiresArg: true,
} as const satisfies Options;

/** For commands that write a file; `what` is in the plural or has an article. */
export function replaceOption(what: string) {
  return { type: 'boolean', default: false, describe: `write over ${what}` } as const satisfies Options;
}

/** A whole number of at least `min`, and at most what limits.ts says of the flag. */
export function wholeNumber(flag: string, min: number) {
  return flagCheck((value): number => {
    const number = decimal(value);
    const law = brokenCount(flag, number, min);
    if (law !== undefined) throw new UsageError(`--${flag}: ${law}, got ${JSON.stringify(number)}`);
    return number as number;
  });
}

/** A number above zero, from a flag. */
export function positiveNumber(flag: string) {
  return flagCheck((value): number => {
    const number = decimal(value);
    if (typeof number === 'number' && Number.isFinite(number) && number > 0) return number;
    throw new UsageError(`--${flag}: must be a number above 0, got ${JSON.stringify(number)}`);
  });
}

/** The number that a word of the command line is in decimal digits; every other value as it is. */
function decimal(value: unknown): unknown {
  // A flag given twice is a list.
  if (Array.isArray(value)) return value.map(decimal);
  if (typeof value !== 'string' || !/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(value)) return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

const secondsByUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** "90s", "10m", "1.5h" as seconds. */
export function durationSeconds(flag: string) {
  return flagCheck((value): number => {
    const [, amount, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(String(value)) ?? [];
    const seconds = Number(amount) * (secondsByUnit[unit ?? ''] ?? Number.NaN);
    if (!(seconds > 0 && seconds <= longestSeconds)) {
      throw new UsageError(
        `--${flag}: must be a duration such as 90s, 10m or 2h, of at most 24d, got ${JSON.stringify(value)}`,
      );
    }
    return seconds;
  });
}

const bytesByUnit: Readonly<Record<string, number>> = { m: 2 ** 20, g: 2 ** 30 };

/** "512m", "2g", "1.5g" as bytes. */
export function memoryBytes(flag: string) {
  return flagCheck((value): number => {
    const [, amount, unit] = /^(\d+(?:\.\d+)?)([mg])$/i.exec(String(value)) ?? [];
    const bytes = Number(amount) * (bytesByUnit[unit?.toLowerCase() ?? ''] ?? Number.NaN);
    const mostBytes = largest('maxMemoryBytes');
    if (!(bytes > 0 && bytes <= mostBytes)) {
      const law = `must be an amount of memory such as 512m or 2g, of at most ${mostBytes / 2 ** 30}g`;
      throw new UsageError(`--${flag}: ${law}, got ${JSON.stringify(shortened(String(value), 80))}`);
    }
    return bytes;
  });
}

/** The trial that a command is about. */
export const trialPositional = {
  demandOption: true,
  coerce: wholeNumber('trial', 0),
  describe: 'number of the trial',
} as const;
