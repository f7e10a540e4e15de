import { type DateFormat, dateFormats, durationFormats } from '../../study/cell-form.ts';
import { readBoolean } from '../cells/boolean.ts';
import { readDate, readMoment } from '../cells/date.ts';
import { readDuration } from '../cells/duration.ts';
import { isMissingAmongNumbers } from '../cells/missing.ts';
import { readInNotation } from '../cells/number.ts';
import { alikeOf } from './look-alike.ts';

/** Readings of a text that is no plain number. */
export type SpellingKind =
  | 'word'
  | 'missing-word'
  | 'boolean'
  | 'date'
  /** A date with a time zone that may have the day or the month first: read in UTC, both may be other days. */
  | 'zoned-date'
  /** Hours and minutes, or minutes and seconds, beyond a day. */
  | 'duration'
  /** A text that a person would read as a date or as a number, in a form that is not supported. */
  | 'date-alike'
  | 'number-alike'
  | 'decimal-comma'
  /** One group of three digits after a comma: 1,234 is a decimal or a thousand. */
  | 'comma'
  | 'thousands'
  | 'currency'
  | 'percent'
  | 'unit'
  | 'parentheses'
  /** A number in another notation than the one that the space file declares for the table. */
  | 'other-notation';

export const dateKinds: readonly SpellingKind[] = ['date', 'zoned-date'];

export interface Spelling {
  readonly kind: SpellingKind;
  /** The separator, the unit or the pair of words; for dates the possible formats, separated by bars. */
  readonly detail: string;
  /** The number that it may stand for, else NaN: 0 or 1, days since 1970, a decimal. */
  readonly value: number;
  /** How the digits and marks beside a unit are grouped, such as d,ddd.d for 3,682.50. */
  readonly shape?: string;
}

const longestSpelling = 40;
const commaNumber = /^[+\-−]?\d*,\d+(?:e[+-]?\d+)?$/i;
const oneGroup = /^[+\-−]?[1-9]\d{0,2},\d{3}$/;
const groups: readonly (readonly [separator: string, pattern: RegExp])[] = [
  [',', /^[+\-−]?\d{1,3}(?:(?:,\d{2,3})*,\d{3}\.\d+|(?:,\d{2,3})+,\d{3})$/],
  ['.', /^[+\-−]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$/],
  [' ', /^[+\-−]?\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?$/],
  ["'", /^[+\-−]?\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?$/],
];
const number = String.raw`[+\-−]?\d[\d.,'’ \u00a0\u202f]*`;
const currency = String.raw`\p{Sc}|(?:US|C|A|NZ|HK|R)\$|USD|EUR|GBP|CHF|JPY|CNY|INR|CAD|AUD|SEK|NOK|DKK|PLN|CZK|HUF|BRL|ZAR|MXN|KRW|RUB|TRY|kr|Fr\.?|zł|Kč`;
const withCurrency = new RegExp(
  `^(?:[+\\-−]?(?<before>${currency})\\s?${number}|${number}\\s?(?<after>${currency}))$`,
  'iu',
);
const withPercent = new RegExp(`^${number}\\s?(?<after>[%‰])$`, 'u');
const withUnit = new RegExp(`^${number}\\s?(?<after>[\\p{L}µ°][\\p{L}µ°²³/0-9]{0,7})$`, 'u');
const hexadecimal = /^[+-]?0x[\da-f]+$/i;
const inParentheses = new RegExp(`^\\(\\s?(?:${currency})?\\s?\\d[\\d.,]*\\s?%?\\)$`, 'iu');
/** Only a text where the space file declares another notation; a plain number elsewhere. */
const withPoint = /^[+\-−]?\d+\.\d+$/;
const mayBeDate = /^(?:\d{1,4}[-/.]|\d{1,2}[ -]?[a-z]{3}|[a-z]{3,9}[.,]?[ -]\d|-?\d+:\d\d|-?\d+ days?\b)/i;

/**
 * Recognises a trimmed text that is neither a plain number nor missing in any column; `isMissing` tests for words that
 * mean "no value" among numbers.
 */
export function spellingOf(text: string, isMissing = isMissingAmongNumbers): Spelling {
  if (isMissing(text)) return spelling('missing-word', text.toLowerCase());
  const truth = readBoolean(text);
  if (truth !== undefined) return spelling('boolean', truth.pair, truth.value);
  if (text.length > longestSpelling || !/\p{Nd}/u.test(text)) return spelling('word');
  return dateSpelling(text) ?? numberSpelling(text) ?? spelling(alikeOf(text) ?? 'word');
}

/** Digits alone are numbers unless the space file declares a date. */
const writtenFormats = dateFormats.filter((format) => !/epoch|^[yMd]+$/.test(format));
const fourDigitFormats = writtenFormats.filter((format) => format.includes('yyyy'));
const otherFormats = writtenFormats.filter((format) => !format.includes('yyyy'));

function dateSpelling(text: string): Spelling | undefined {
  if (!mayBeDate.test(text)) return undefined;
  const isDate = (format: DateFormat) => readDate(text, format) !== undefined;
  const ofFourDigits = /\d{4}/.test(text) ? fourDigitFormats.filter(isDate) : [];
  const formats = ofFourDigits.length > 0 ? ofFourDigits : otherFormats.filter(isDate);
  const [format] = formats;
  if (format === undefined) {
    const isDuration = durationFormats.some((each) => readDuration(text, each) !== undefined);
    return isDuration ? spelling('duration', /:.*:/.test(text) ? 'HH:mm:ss' : 'mm:ss') : undefined;
  }
  const isAmbiguous = formats.length > 1 && readMoment(text, format)?.hasZone;
  return spelling(isAmbiguous ? 'zoned-date' : 'date', formats.join('|'), readDate(text, format));
}

function numberSpelling(text: string): Spelling | undefined {
  if (hexadecimal.test(text)) return undefined;
  const asDecimal = () => readInNotation(text, { decimal: ',' });
  if (oneGroup.test(text)) return spelling('comma', ',', asDecimal());
  if (commaNumber.test(text)) return spelling('decimal-comma', ',', asDecimal());
  for (const [separator, pattern] of groups) {
    if (pattern.test(text)) return spelling('thousands', separator);
  }
  if (inParentheses.test(text)) return spelling('parentheses');
  if (withPoint.test(text)) return spelling('other-notation');
  for (const [kind, pattern] of [
    ['percent', withPercent],
    ['currency', withCurrency],
    ['unit', withUnit],
  ] as const) {
    const found = pattern.exec(text)?.groups;
    if (found === undefined) continue;
    const unit = found.before ?? found.after ?? '';
    return { ...spelling(kind, unit), shape: shapeOf(text.replace(unit, '')) };
  }
  return undefined;
}

function shapeOf(number: string): string {
  return number.replace(/\d+/g, (run, at) => (at > 0 && run.length === 3 ? 'ddd' : 'd')).replace(/\s/g, ' ');
}

function spelling(kind: SpellingKind, detail = '', value = Number.NaN): Spelling {
  return { kind, detail, value };
}

/** True for a whole number with leading zeros, as codes have them: 007. */
export function isPadded(text: string): boolean {
  return text.charCodeAt(0) === 0x30 && text.length > 1 && /^0\d+$/.test(text);
}
