import type { CellForm, NumberNotation } from '../../study/cell-form.ts';
import { readBoolean } from './boolean.ts';
import { offsetOf, readDate } from './date.ts';
import { readDuration } from './duration.ts';
import { missingTest } from './missing.ts';
import { fitsFloat32, readInNotation, readNumber } from './number.ts';

export interface CellReading {
  readonly form?: CellForm;
  /** Words that mean "no value", instead of the known ones. */
  readonly missing?: readonly string[];
}

/**
 * Reads cells of any file format as the numbers of a column: NaN where a cell is missing, undefined where it is none of
 * the column's numbers.
 */
export function cellReader({ form, missing }: CellReading): (cell: unknown) => number | undefined {
  const isNone = missingTest(missing, true);
  const readText = textReader(form ?? { type: 'number' });
  const readValue = valueReader(form ?? { type: 'number' }, readText);
  const isDeclared = missing !== undefined;
  const isPlain = form === undefined || form.type === 'number' || form.type === 'integer';
  // A code such as -999 may be written in the notation of the column, as -999 €.
  const codes = new Set(
    isPlain ? missing?.map((word) => readNumber(word.trim())).filter((code) => !Number.isNaN(code)) : [],
  );
  return (cell) => {
    if (cell === null || cell === undefined || Number.isNaN(cell)) return Number.NaN;
    if (typeof cell === 'string') {
      const text = cell.trim();
      if (isDeclared && isNone(text)) return Number.NaN;
      const number = readText(text);
      if (codes.size > 0 && codes.has(number)) return Number.NaN;
      return Number.isNaN(number) && !isNone(text) ? undefined : number;
    }
    if (cell instanceof Date) return form?.type === 'date' ? cell.getTime() / 86_400_000 : undefined;
    if (typeof cell !== 'boolean' && typeof cell !== 'number' && typeof cell !== 'bigint') return undefined;
    if (isDeclared && isNone(String(cell))) return Number.NaN;
    const number = readValue(cell);
    return Number.isNaN(number) ? undefined : number;
  };
}

/** Reads a value of a format's own type; NaN for one that is not of the form. A number has no notation. */
function valueReader(
  { type }: CellForm,
  readText: (text: string) => number,
): (value: boolean | number | bigint) => number {
  if (type !== 'number' && type !== 'integer') return (value) => readText(String(value));
  return (value) => {
    const number = typeof value === 'boolean' ? Number.NaN : Number(value);
    const isOfType = fitsFloat32(number) && (type === 'number' || Number.isSafeInteger(number));
    return isOfType ? number : Number.NaN;
  };
}

/** A cell's constraint, for messages: "must be a date such as …". */
export function constraintOf(form: CellForm | undefined): string {
  switch (form?.type) {
    case 'integer':
      return 'must be a whole number below 2^53';
    case 'boolean':
      return 'must be true or false, yes or no, or 1 or 0';
    case 'ordinal':
      return `must be one of ${form.order.join(', ')}`;
    case 'date':
      return `must be a date of the form ${form.format}`;
    case 'duration':
      return `must be a duration of the form ${form.format}`;
    default:
      return `must be a number${form === undefined ? '' : notationWords(form)}`;
  }
}

function notationWords({ decimal, thousands, unit }: NumberNotation): string {
  const parts = [
    ...(decimal === ',' ? ['with a decimal comma'] : []),
    ...(thousands === undefined ? [] : [`with '${thousands}' between thousands`]),
    ...(unit === undefined ? [] : [`in ${unit}`]),
  ];
  return parts.length === 0 ? '' : ` ${parts.join(' and ')}`;
}

/** Reads a trimmed text; NaN for one that is not of the form. */
function textReader(form: CellForm): (text: string) => number {
  switch (form.type) {
    case 'number': {
      const { decimal, thousands, unit } = form;
      if ((decimal ?? '.') === '.' && thousands === undefined && unit === undefined) return readNumber;
      return (text) => readInNotation(text, form);
    }
    case 'integer':
      return (text) => {
        const number = readNumber(text);
        return Number.isSafeInteger(number) ? number : Number.NaN;
      };
    case 'boolean':
      return (text) => {
        const number = readNumber(text);
        return number === 0 || number === 1 ? number : (readBoolean(text)?.value ?? Number.NaN);
      };
    case 'ordinal': {
      const places = new Map(form.order.map((name, place) => [name, place]));
      return (text) => places.get(text) ?? Number.NaN;
    }
    case 'duration':
      return (text) => readDuration(text, form.format) ?? Number.NaN;
    case 'date': {
      const zoneMinutes = offsetOf(form.zone ?? 'UTC');
      return (text) => readDate(text, form.format, zoneMinutes) ?? Number.NaN;
    }
  }
}
