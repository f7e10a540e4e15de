import type { NumberNotation } from '../../study/cell-form.ts';
import { readDecimal } from './decimal.ts';

/** The characters of a cell; longer cells have more digits than are read exactly. */
const codes = new Uint16Array(24);

/** True for a number that is finite as a 32-bit float: it rounds to at most 3.4028235e+38. */
export function fitsFloat32(number: number): boolean {
  return Number.isFinite(Math.fround(number));
}

/**
 * Parses a trimmed cell as a number, else NaN: decimal and scientific notation within the range of 32-bit floats, also
 * with a Unicode minus sign. Infinity, hexadecimal digits and thousands separators are not numbers.
 */
export function readNumber(cell: string): number {
  if (cell.length <= codes.length) {
    for (let at = 0; at < cell.length; at++) codes[at] = cell.charCodeAt(at);
    const decimal = readDecimal(codes, 0, cell.length);
    if (!Number.isNaN(decimal)) return decimal;
  }
  const number = Number(cell);
  if (Number.isNaN(number)) return cell.charCodeAt(0) > 0x7f ? readSigned(cell) : number;
  if (cell === '' || !fitsFloat32(number)) return Number.NaN;
  const second = cell.charCodeAt(1) | 0x20;
  const isOtherBase = second === 0x78 || second === 0x62 || second === 0x6f;
  return isOtherBase ? Number.NaN : number;
}

/** Minus sign, small and full-width hyphen-minus, and the en dash of word processors. */
const otherMinus = /^[\u2212\ufe63\uff0d\u2013](?=[\d.,])/;

function readSigned(cell: string): number {
  const signed = cell.replace(otherMinus, '-');
  return signed === cell ? Number.NaN : readNumber(signed);
}

/** Marks between thousands that are written in several ways: spaces of word processors, and the curved apostrophe. */
const alike: Readonly<Record<string, RegExp>> = { ' ': /[ \u00a0\u2009\u202f]/, "'": /['’]/ };

/** Parses a trimmed cell in a notation, else NaN. Parentheses are a minus sign, as in accounts. */
export function readInNotation(cell: string, notation: NumberNotation): number {
  const { decimal = '.', thousands, unit } = notation;
  const negative = /^\((.*)\)$/.exec(cell);
  if (negative !== null) return -readInNotation((negative[1] as string).trim(), notation);
  let text = cell.replace(otherMinus, '-');
  if (unit !== undefined) {
    const bare = withoutUnit(text, unit);
    // 0.34 among percentages would be another number than 34 %; 0 is the same in any unit.
    if (bare === undefined && readNumber(text) !== 0) return Number.NaN;
    text = bare ?? text;
  }
  if (thousands !== undefined) {
    const [whole = '', ...rest] = text.split(decimal);
    const groups = whole.split(alike[thousands] ?? thousands);
    if (!areGroups(groups)) return Number.NaN;
    text = [groups.join(''), ...rest].join(decimal);
  }
  if (decimal === ',') {
    if (text.includes('.')) return Number.NaN;
    text = text.replace(',', '.');
  }
  return readNumber(text);
}

/** The text without the unit at either end, which a sign may precede; undefined where there is none. */
function withoutUnit(text: string, unit: string): string | undefined {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const unsigned = text.slice(sign.length).trim();
  if (unsigned.startsWith(unit)) return `${sign}${unsigned.slice(unit.length).trim()}`;
  if (unsigned.endsWith(unit)) return `${sign}${unsigned.slice(0, -unit.length).trim()}`;
  return undefined;
}

function areGroups([first = '', ...others]: readonly string[]): boolean {
  if (others.length === 0) return true;
  const last = others.at(-1) as string;
  return (
    /^[+-]?\d{1,3}$/.test(first) && /^\d{3}$/.test(last) && others.every((group) => /^\d{2,3}$/.test(group))
  );
}

const writtenInfinity = /^[+-]?inf(inity)?$/i;

/** True for a trimmed cell that holds an infinity, or a number beyond the range of 32-bit floats. */
export function isInfinite(cell: string): boolean {
  return writtenInfinity.test(cell) || Math.abs(Math.fround(Number(cell))) === Infinity;
}

const wholeDigits = /^[+\-\u2212\u2013]?(\d+)(?:\.\d*)?$/;

/** True for a written number, read as `number`, whose whole part no double has: its last digits would be lost. */
export function losesDigits(cell: string, number: number): boolean {
  if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return false;
  const whole = wholeDigits.exec(cell)?.[1];
  return whole !== undefined && BigInt(whole) !== BigInt(Math.abs(number));
}

/** True for a JSON number that parsing may have rounded from another whole number: it cannot be a name. */
export function isRounded(cell: unknown): boolean {
  return typeof cell === 'number' && Number.isInteger(cell) && !Number.isSafeInteger(cell);
}

export const roundedConstraint =
  'must be a string: as a number it is beyond 2^53, and its last digits are lost';
