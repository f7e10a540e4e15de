import { readNumber } from './number.ts';

/*
 * How cells are parsed in training, in serving and in every exported folder. Such a folder carries the compiled text of
 * the files in this folder, which import only each other and share no top-level name.
 */

const missingAnywhere = new Set(['', 'na', 'n/a', 'nan', 'nat', 'null', '<na>', '<null>', '\\n', '?', '-']);
const missingAmongNumbers = new Set(
  'none . .. -- --- – — n.a. n.a n/d nil missing unknown undefined unavailable'
    .split(' ')
    .concat('not available'),
);
/** Errors of spreadsheets in any language: #N/A, #DIV/0!, #REF!, #NAME?, #WERT! */
const spreadsheetError = /^#(n\/a|nv|n\/d|[\p{L}\d/]+[!?])$/iu;
const longestMissingWord = 16;

/** True for cells that mean "no value" in any column: empty, NA, N/A, NaN, null, <NA>, \N, ?, a dash, #DIV/0!; in any case. */
export function isMissing(cell: string): boolean {
  if (cell.length > longestMissingWord) return false;
  return missingAnywhere.has(cell.toLowerCase()) || isSpreadsheetError(cell);
}

/** True for words that mean "no value" among numbers and dates, but may be categories elsewhere: None, unknown, a dot. */
export function isMissingAmongNumbers(cell: string): boolean {
  return cell.length <= longestMissingWord && missingAmongNumbers.has(cell.toLowerCase());
}

function isSpreadsheetError(cell: string): boolean {
  return cell.charCodeAt(0) === 0x23 && spreadsheetError.test(cell);
}

/** True for a trimmed cell that holds NaN, which also counts as missing. */
export function isWrittenNaN(cell: string): boolean {
  return cell.length === 3 && cell.toLowerCase() === 'nan';
}

/**
 * A test of trimmed cells. Declared words, such as "NA" or "-999", take the place of the known ones; among numbers a
 * word also matches when it is written otherwise: "-999.0". An empty cell is always missing.
 */
export function missingTest(
  declared: readonly string[] | undefined,
  areNumbers: boolean,
): (cell: string) => boolean {
  if (declared === undefined) {
    return areNumbers ? (cell) => isMissing(cell) || isMissingAmongNumbers(cell) : isMissing;
  }
  const words = new Set(['', ...declared.map((word) => word.trim())]);
  if (!areNumbers) return (cell) => words.has(cell);
  const numbers = new Set([...words].map(readNumber).filter((number) => !Number.isNaN(number)));
  return (cell) => words.has(cell) || (numbers.size > 0 && numbers.has(readNumber(cell)));
}
