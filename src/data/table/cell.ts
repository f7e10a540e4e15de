const missingWords = new Set(['', 'na', 'n/a', 'nan', 'null', '?', '-']);
const longestMissingWord = 4;
/** The largest number that a Float32Array holds. */
const largestNumber = 3.4028234663852886e38;

/** True for the cells that stand for "no value": empty, NA, N/A, NaN, null, ? and a dash, in any case. */
export function isMissing(cell: string): boolean {
  return cell.length <= longestMissingWord && missingWords.has(cell.toLowerCase());
}

/**
 * The number that a trimmed cell holds, else NaN: decimal and scientific notation within the range of 32-bit
 * floats. Infinity, hexadecimal digits and thousands separators are no numbers.
 */
export function readNumber(cell: string): number {
  const number = Number(cell);
  if (Number.isNaN(number) || cell === '' || Math.abs(number) > largestNumber) return Number.NaN;
  const second = cell.charCodeAt(1) | 0x20;
  const isOtherBase = second === 0x78 || second === 0x62 || second === 0x6f;
  return isOtherBase ? Number.NaN : number;
}

const writtenInfinity = /^[+-]?inf(inity)?$/i;

/** True for a trimmed cell that names an infinity, or a number beyond the range of 32-bit floats. */
export function isInfinite(cell: string): boolean {
  return writtenInfinity.test(cell) || Math.abs(Number(cell)) > largestNumber;
}

/** True for a trimmed cell that says NaN, which is missing all the same. */
export function isWrittenNaN(cell: string): boolean {
  return cell.length === 3 && cell.toLowerCase() === 'nan';
}

/** Distinct names in a fixed order: by value when all are numbers, else by code unit. */
export function sortNames(names: readonly string[]): string[] {
  const areNumbers = names.every((name) => !Number.isNaN(readNumber(name)));
  return areNumbers ? names.toSorted((one, other) => Number(one) - Number(other)) : names.toSorted();
}
