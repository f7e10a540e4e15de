/** How the numbers of a column are written, where it is not with a decimal point alone. */
export interface NumberNotation {
  readonly decimal?: '.' | ',';
  /** Between groups of digits: "1,234,567", or in India "12,34,567". */
  readonly thousands?: string;
  /** A currency, a percent sign or a unit before or after each number but 0. */
  readonly unit?: string;
}

/** Forms of dates with letters as in Unicode's patterns; a time of day may follow each one that has a day. */
export const dateFormats = [
  'yyyy-MM-dd',
  'yyyy/MM/dd',
  'yyyy.MM.dd',
  'dd.MM.yyyy',
  'dd/MM/yyyy',
  'MM/dd/yyyy',
  'dd-MM-yyyy',
  'MM-dd-yyyy',
  'dd MMM yyyy',
  'dd-MMM-yyyy',
  'MMM dd, yyyy',
  'MMM dd yyyy',
  'EEE, dd MMM yyyy',
  'dd.MM.yy',
  'dd/MM/yy',
  'MM/dd/yy',
  'dd-MMM-yy',
  'dd MMM yy',
  'yyyy-MM',
  'yyyy/MM',
  'MM/yyyy',
  'MMM yyyy',
  'MMM-yyyy',
  'yyyyMMdd',
  'yyyyMM',
  'yyyy',
  'HH:mm',
  'epochDays',
  'epochSeconds',
  'epochMilliseconds',
] as const;
export type DateFormat = (typeof dateFormats)[number];

/** Forms of durations; three parts are hours, minutes and seconds in any of them. */
export const durationFormats = ['HH:mm', 'HH:mm:ss', 'mm:ss'] as const;
export type DurationFormat = (typeof durationFormats)[number];

/** How the cells of a column become numbers. */
export type CellForm =
  | ({ readonly type: 'number' } & NumberNotation)
  | { readonly type: 'integer' }
  /** 0 or 1. */
  | { readonly type: 'boolean' }
  /** A cell's index in the order. */
  | { readonly type: 'ordinal'; readonly order: readonly string[] }
  /** In seconds. */
  | { readonly type: 'duration'; readonly format: DurationFormat }
  /** Days since 1970, in UTC. `zone` is that of cells which name none: UTC, or an offset such as +02:00. */
  | { readonly type: 'date'; readonly format: DateFormat; readonly zone?: string };

/** True for numbers without a notation: they are read as if no form were known. */
export function isPlain(form: CellForm): boolean {
  return form.type === 'number' && Object.keys(form).length === 1;
}

/**
 * Parts of a date that become inputs: the year, the places in the year, the week and the day as points on a circle, and
 * the number of days since 1970.
 */
export const dateParts = [
  'year',
  'monthSin',
  'monthCos',
  'weekdaySin',
  'weekdayCos',
  'hourSin',
  'hourCos',
  'days',
] as const;
export type DatePart = (typeof dateParts)[number];
