import { losesDigits } from '../cells/number.ts';
import { CellTally } from './cell-tally.ts';

const fewestLong = 1e15;

/** Whole numbers that may be days or codes, by their digits. */
export class DigitTally {
  /** Whole numbers beyond 2^53 whose last digits a number would lose. */
  readonly beyond = new CellTally();
  /** Count of whole numbers of 16 digits and more. */
  longCount = 0;
  /** Count of numbers such as 20240131, which are days from 1900 to 2100. */
  dayCount = 0;
  /** Other numbers: the first, and all below a day. */
  readonly oddDays = new CellTally();

  /** `cell` is the number as the file has it. */
  add(number: number, cell: string | number, line: number, row: number): void {
    if (this.addUnlisted(number)) return;
    if (this.listsAll) this.oddDays.add(line, row, cell);
    if (isShort(number)) return;
    if (typeof cell === 'number' || /^[+-]?\d+(\.0*)?$/.test(cell)) this.longCount++;
    if (typeof cell === 'string' && losesDigits(cell, number)) this.beyond.add(line, row, cell);
  }

  /** Counts a number of which no message shows the cell; false for another one, which is not counted. */
  addUnlisted(number: number): boolean {
    if (!isShort(number)) return false;
    if (isPackedDay(number)) this.dayCount++;
    else if (this.listsAll) return this.oddDays.addUnlisted();
    return true;
  }

  /** True where each whole number is looked at; else only days, and those of 16 digits and more. */
  get listsAll(): boolean {
    return this.dayCount > 0 || this.oddDays.count === 0;
  }
}

function isShort(number: number): boolean {
  return number < fewestLong && number > -fewestLong;
}

/** True for a day from 1900 to 2100 as in 20240131. */
function isPackedDay(number: number): boolean {
  if (!(number >= 19_000_101 && number <= 21_001_231)) return false;
  const day = number % 100;
  const month = Math.floor(number / 100) % 100;
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= new Date(Date.UTC(Math.floor(number / 10_000), month, 0)).getUTCDate();
}
