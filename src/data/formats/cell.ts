/*
 * What a cell holds, in training, in serving and in every exported folder, which carries the compiled text of this file:
 * it imports nothing.
 */

const missingWords = new Set(['', 'na', 'n/a', 'nan', 'null', '?', '-']);
const longestMissingWord = 4;

/** True for the cells that stand for "no value": empty, NA, N/A, NaN, null, ? and a dash, in any case. */
export function isMissing(cell: string): boolean {
  return cell.length <= longestMissingWord && missingWords.has(cell.toLowerCase());
}

/** True for a number that a Float32Array holds as a finite one: it rounds to at most 3.4028235e+38. */
export function fitsFloat32(number: number): boolean {
  return Number.isFinite(Math.fround(number));
}

/**
 * The number that a trimmed cell holds, else NaN: decimal and scientific notation within the range of 32-bit
 * floats. Infinity, hexadecimal digits and thousands separators are no numbers.
 */
export function readNumber(cell: string): number {
  const number = Number(cell);
  if (cell === '' || !fitsFloat32(number)) return Number.NaN;
  const second = cell.charCodeAt(1) | 0x20;
  const isOtherBase = second === 0x78 || second === 0x62 || second === 0x6f;
  return isOtherBase ? Number.NaN : number;
}

const writtenInteger = /^([+-]?\d+)(\.0*)?$/;

/**
 * What identifies a cell that holds `number`: the number, or the digits of a whole number that a double rounds, so that
 * 9007199254740993 and 9007199254740992 are two labels.
 */
export function numberName(text: string, number: number): number | string {
  if (!isBeyondExact(number)) return number;
  const digits = writtenInteger.exec(text)?.[1];
  if (digits === undefined || BigInt(digits) === BigInt(number)) return number;
  return BigInt(digits).toString();
}

/** True for whole numbers from 2^53 on, where a double no longer tells neighbours apart. */
function isBeyondExact(number: number): boolean {
  return Number.isInteger(number) && !Number.isSafeInteger(number);
}

/** True for a JSON number that may have been another whole number before it was parsed, and is no name therefore. */
export function isRounded(cell: unknown): boolean {
  return typeof cell === 'number' && isBeyondExact(cell);
}

export const roundedConstraint =
  'must be a string: as a number it is beyond 2^53, and its last digits are lost';

/** The number in a cell of any format: NaN where it is missing, undefined for what is no number. */
export function numberIn(cell: unknown): number | undefined {
  if (cell === null || cell === undefined) return Number.NaN;
  if (typeof cell === 'string') {
    const text = cell.trim();
    const number = readNumber(text);
    return Number.isNaN(number) && !isMissing(text) ? undefined : number;
  }
  if (typeof cell !== 'number' && typeof cell !== 'bigint') return undefined;
  const number = Number(cell);
  return fitsFloat32(number) || Number.isNaN(number) ? number : undefined;
}

/**
 * The category or class in a cell of any format: '' where it is missing, a number in its shortest form or, where a double
 * rounds it, as written; undefined for what is no name.
 */
export function nameIn(cell: unknown): string | undefined {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return '';
  if (typeof cell === 'string') {
    const text = cell.trim();
    const number = readNumber(text);
    if (!Number.isNaN(number)) return String(numberName(text, number));
    return isMissing(text) ? '' : text;
  }
  return ['number', 'bigint', 'boolean'].includes(typeof cell) ? String(cell) : undefined;
}

/** The place of a cell among known names; a truth value may be known as Python writes it into CSV files. */
export function placeOfName(
  places: ReadonlyMap<string, number>,
  cell: unknown,
  name: string,
): number | undefined {
  if (typeof cell !== 'boolean') return places.get(name);
  return places.get(name) ?? places.get(cell ? 'True' : 'False');
}

const writtenInfinity = /^[+-]?inf(inity)?$/i;

/** True for a trimmed cell that names an infinity, or a number beyond the range of 32-bit floats. */
export function isInfinite(cell: string): boolean {
  return writtenInfinity.test(cell) || Math.abs(Math.fround(Number(cell))) === Infinity;
}

/** True for a trimmed cell that says NaN, which is missing all the same. */
export function isWrittenNaN(cell: string): boolean {
  return cell.length === 3 && cell.toLowerCase() === 'nan';
}

/** Distinct names in a fixed order: by value when all are numbers, else by code unit. */
export function sortNames(names: readonly string[]): string[] {
  const areNumbers = names.every((name) => !Number.isNaN(readNumber(name)));
  return areNumbers
    ? names.toSorted((one, other) => Number(one) - Number(other) || (one < other ? -1 : 1))
    : names.toSorted();
}
