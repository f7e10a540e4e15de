import { dateText } from './date.ts';
import { isMissing } from './missing.ts';
import { readNumber } from './number.ts';

/**
 * The category or class in a cell of any format, with its letters and digits as written: '' where it is missing;
 * undefined for anything that cannot be a name. `isNone` tests for missing cells.
 */
export function nameIn(cell: unknown, isNone: (cell: string) => boolean = isMissing): string | undefined {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return '';
  if (typeof cell === 'string') {
    const text = cell.trim();
    return isNone(text) ? '' : text;
  }
  if (cell instanceof Date) return dateText(cell);
  if (!['number', 'bigint', 'boolean'].includes(typeof cell)) return undefined;
  const text = String(cell);
  return isNone(text) ? '' : text;
}

/**
 * Finds a cell's place among known names. "001" and "1" are two names. The same value in another type is found when
 * just one name has it: true for TRUE or True, and the number 1, or its text "1", for "1.0".
 */
export function nameFinder(names: readonly string[]): (cell: unknown, name: string) => number | undefined {
  const exact = new Map(names.map((name, place) => [name, place]));
  const loose = uniquePlaces(names, looseName);
  const byValue = uniquePlaces(names, valueName);
  return (cell, name) => {
    const place = exact.get(name);
    if (place !== undefined) return place;
    const isNumber = typeof cell === 'number' || typeof cell === 'bigint';
    return isNumber ? byValue.get(valueName(name) ?? '') : loose.get(looseName(name) ?? '');
  };
}

/** Keys that two names share are left out. */
function uniquePlaces(
  names: readonly string[],
  keyOf: (name: string) => string | undefined,
): Map<string, number> {
  const places = new Map<string, number>();
  const shared = new Set<string>();
  names.forEach((name, place) => {
    const key = keyOf(name);
    if (key === undefined) return;
    if (places.has(key)) shared.add(key);
    places.set(key, place);
  });
  for (const key of shared) places.delete(key);
  return places;
}

const wholeNumber = /^(-?(?:0|[1-9]\d*))(?:\.0+)?$/;

/** "true" for True; "1" for "1.0", which pandas writes for a column of integers with missing cells. */
function looseName(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower;
  return wholeNumber.exec(name)?.[1];
}

function valueName(name: string): string | undefined {
  const value = readNumber(name);
  return Number.isNaN(value) ? undefined : String(value);
}

/** The names of pipelines that were fitted before names were kept as written: numbers in their shortest form. */
export function normalizedName(name: string): string {
  const number = readNumber(name);
  if (Number.isNaN(number)) return name;
  const isBeyondExact = Number.isInteger(number) && !Number.isSafeInteger(number);
  const digits = isBeyondExact ? /^([+-]?\d+)(\.0*)?$/.exec(name)?.[1] : undefined;
  return String(digits === undefined ? number : BigInt(digits));
}

/** Distinct names in a fixed order: by value when all are numbers, else by code unit. */
export function sortNames(names: readonly string[]): string[] {
  const areNumbers = names.every((name) => !Number.isNaN(readNumber(name)));
  return areNumbers
    ? names.toSorted((one, other) => readNumber(one) - readNumber(other) || (one < other ? -1 : 1))
    : names.toSorted();
}
