const months =
  'jan|feb|f[ée]v|m[äa]r|mrz|apr|abr|avr|ma[iyjg]|ju[nlil]|giu|lug|aug|ao[uû]|ago|sep|set|o[ckt]t|out|nov|d[eé][czs]|dic|gen|ene';
const weekdays = 'mon|tue|wed|thu|fri|sat|sun';

/** Dates of forms that are not read, or that no calendar has. */
const dates: readonly RegExp[] = [
  // 2024-01-05 10:00 CET, 2024-13-05, 13.13.24
  /^\d{4}([-/.])\d{1,2}\1\d{1,2}(?:[T ,].*)?$/,
  /^\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?:[T ,].*)?$/,
  // 2024-W05-1, Q1 2024
  /^\d{4}-?W\d{2}(?:-?\d)?$/,
  /^(?:\d{4}[-/ ]?Q[1-4]|Q[1-4][-/ ]?\d{4})$/i,
  // 5. März 2024, 5 de enero de 2024, March 5th 2024, Feb-23
  new RegExp(
    `^\\d{1,2}(?:st|nd|rd|th)?[. /-]{0,2}(?:de )?(?:${months})\\p{L}{0,8}[.,]?[ /-]+(?:de )?\\d{2,4}\\b`,
    'iu',
  ),
  new RegExp(`^(?:${months})\\p{L}{0,8}[.,]?[ /-]+\\d{1,2}(?:st|nd|rd|th)?,?[ /-]+\\d{2,4}\\b`, 'iu'),
  new RegExp(`^(?:${months})\\p{L}{0,8}[.,]?[ /-]+\\d{2}(?:\\d{2})?$`, 'iu'),
  // Fri Jan 05 2024 10:00:00 GMT+0100
  new RegExp(`^(?:${weekdays})[a-z]{0,6},? .*\\d{2}:\\d{2}`, 'i'),
  /^\d{1,2}[:.h]\d{2}(?:[:.m]\d{2})? ?(?:s|h|uhr|[A-Z]{2,5})$/i,
];

/** Numbers in hexadecimal or other than Latin digits. */
const numbers: readonly RegExp[] = [
  /^[+-]?0x[\da-f]+$/i,
  /^[+\-−]?[\p{Nd}.,٫٬' ]*[^\P{Nd}\d][\p{Nd}.,٫٬' ]*$/u,
];

/** The type that a person would see in a text that is read neither as a date nor as a number. */
export function alikeOf(text: string): 'date-alike' | 'number-alike' | undefined {
  if (dates.some((pattern) => pattern.test(text))) return 'date-alike';
  return numbers.some((pattern) => pattern.test(text)) ? 'number-alike' : undefined;
}
