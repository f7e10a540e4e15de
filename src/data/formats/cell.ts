/*
 * How cells are parsed in training, in serving and in every exported folder. Such a folder carries the compiled text of
 * this file, which therefore imports nothing.
 */

const missingWords = new Set(['', 'na', 'n/a', 'nan', 'null', '?', '-']);
const longestMissingWord = 4;

/** True for cells that mean "no value": empty, NA, N/A, NaN, null, ? and a dash, in any case. */
export function isMissing(cell: string): boolean {
  return cell.length <= longestMissingWord && missingWords.has(cell.toLowerCase());
}

/** True for a number that is finite as a 32-bit float: it rounds to at most 3.4028235e+38. */
export function fitsFloat32(number: number): boolean {
  return Number.isFinite(Math.fround(number));
}

/**
 * Parses a trimmed cell as a number, else NaN: decimal and scientific notation within the range of 32-bit floats.
 * Infinity, hexadecimal digits and thousands separators are not numbers.
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
 * The key of a cell that holds `number`: the number, or the digits of a whole number that a double rounds, so that
 * 9007199254740993 and 9007199254740992 are two labels.
 */
export function numberName(text: string, number: number): number | string {
  if (!isBeyondExact(number)) return number;
  const digits = writtenInteger.exec(text)?.[1];
  if (digits === undefined || BigInt(digits) === BigInt(number)) return number;
  return BigInt(digits).toString();
}

/** True for whole numbers from 2^53 on, where neighbours share a double. */
function isBeyondExact(number: number): boolean {
  return Number.isInteger(number) && !Number.isSafeInteger(number);
}

/** True for a JSON number that parsing may have rounded from another whole number: it cannot be a name. */
export function isRounded(cell: unknown): boolean {
  return typeof cell === 'number' && isBeyondExact(cell);
}

export const roundedConstraint =
  'must be a string: as a number it is beyond 2^53, and its last digits are lost';

/** The number in a cell of any format: NaN where it is missing, undefined for anything but a number. */
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
 * The category or class in a cell of any format: '' where it is missing; a number in its shortest form or, where a
 * double rounds it, as written; undefined for anything that cannot be a name.
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

/** The index of a cell among known names; a boolean may be known as Python writes it into CSV files. */
export function placeOfName(
  places: ReadonlyMap<string, number>,
  cell: unknown,
  name: string,
): number | undefined {
  if (typeof cell !== 'boolean') return places.get(name);
  return places.get(name) ?? places.get(cell ? 'True' : 'False');
}

const writtenInfinity = /^[+-]?inf(inity)?$/i;

/** True for a trimmed cell that holds an infinity, or a number beyond the range of 32-bit floats. */
export function isInfinite(cell: string): boolean {
  return writtenInfinity.test(cell) || Math.abs(Math.fround(Number(cell))) === Infinity;
}

/** True for a trimmed cell that holds NaN, which also counts as missing. */
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
