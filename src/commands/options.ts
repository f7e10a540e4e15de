import type { Options } from 'yargs';
import { UsageError } from '../errors.ts';
import { defaultDatabase } from '../store/default-database.ts';
import { longestSeconds } from '../study/longest-seconds.ts';
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

/** For commands that write a file; `what` is in the plural or has an article. */
export function replaceOption(what: string) {
  return { type: 'boolean', default: false, describe: `write over ${what}` } as const satisfies Options;
}

/** A whole number of at least `min`, from a flag. */
export function wholeNumber(flag: string, min: number) {
  return flagCheck((value): number => {
    // A flag without its value is true, and one given twice is an array.
    const number = typeof value === 'number' ? value : Number.NaN;
    if (!Number.isSafeInteger(number) || number < min) {
      throw new UsageError(
        `--${flag}: must be a whole number of at least ${min}, got ${JSON.stringify(value)}`,
      );
    }
    return number;
  });
}

/** A number above zero, from a flag. */
export function positiveNumber(flag: string) {
  return flagCheck((value): number => {
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
    throw new UsageError(`--${flag}: must be a number above 0, got ${JSON.stringify(value)}`);
  });
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
    if (!(bytes > 0)) {
      throw new UsageError(
        `--${flag}: must be an amount of memory such as 512m or 2g, got ${JSON.stringify(value)}`,
      );
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
