import type { DateFormat, DatePart } from '../../study/cell-form.ts';

const dayMilliseconds = 86_400_000;
/** 31 December 9999: what lies beyond was counted in another unit. */
const furthestDay = 2_932_896;
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const datePart: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<year>\\d{2})',
  EEE: '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}',
  MMM: '(?<name>[a-z]{3,9})\\.?',
  MM: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{1,2})',
};

const timePart =
  '(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?(?:\\s?(?<half>[ap]m))?\\s?(?<zone>z|utc|gmt|[+-](?:0\\d|1[0-4])(?::?[0-5]\\d)?)?';

const epochUnits: Partial<Record<DateFormat, number>> = {
  epochDays: dayMilliseconds,
  epochSeconds: 1000,
  epochMilliseconds: 1,
};

const patterns = new Map<DateFormat, RegExp>();

function patternOf(format: DateFormat): RegExp {
  const known = patterns.get(format);
  if (known !== undefined) return known;
  const letters = format.replace(/[.]/g, '\\.').replace(/ /g, '\\s+');
  const date = letters.replace(/yyyy|yy|EEE|MMM|MM|dd/g, (part) => {
    const isPacked = /^y+M+(d+)?$/.test(format);
    return isPacked && part !== 'yyyy'
      ? (datePart[part] as string).replace('{1,2}', '{2}')
      : (datePart[part] as string);
  });
  const text =
    format === 'HH:mm' ? timePart : format.includes('d') ? `${date}(?:(?:\\s*t|,?\\s+)${timePart})?` : date;
  const pattern = new RegExp(`^${text}$`, 'i');
  patterns.set(format, pattern);
  return pattern;
}

/** A moment as a cell gives it: `minutes` and `seconds` after the midnight of its day, in UTC. */
export interface WrittenMoment {
  /** In milliseconds since 1970. */
  readonly midnight: number;
  /** Negative where the zone moves the moment into the day before. */
  readonly minutes: number;
  readonly seconds: number;
  /** The cell itself names its zone. */
  readonly hasZone: boolean;
}

/**
 * The moment in a trimmed cell, in days since 1970 with a fraction for the time of day; undefined when the cell is no
 * such date. `zoneMinutes` is the offset from UTC of cells that name none.
 */
export function readDate(text: string, format: DateFormat, zoneMinutes = 0): number | undefined {
  const unit = epochUnits[format];
  if (unit !== undefined) {
    const number = text === '' ? Number.NaN : Number(text);
    const days = (number * unit) / dayMilliseconds;
    return Math.abs(days) <= furthestDay ? days : undefined;
  }
  const moment = readMoment(text, format, zoneMinutes);
  if (moment === undefined) return undefined;
  const { midnight, minutes, seconds } = moment;
  return midnight / dayMilliseconds + (minutes + seconds / 60) / 1440;
}

/** Like `readDate`, for forms with letters alone: no epoch. */
export function readMoment(text: string, format: DateFormat, zoneMinutes = 0): WrittenMoment | undefined {
  const found = patternOf(format).exec(text)?.groups;
  if (found === undefined) return undefined;
  const { year = '1970', month = '1', day = '1', name } = found;
  const monthNumber = name === undefined ? Number(month) : monthNumberOf(name);
  const written = new Date(0);
  // Date.UTC would take the year 1 for 1901.
  const midnight = written.setUTCFullYear(yearIn(year), monthNumber - 1, Number(day));
  // The 31st of April has become the 1st of May.
  if (written.getUTCMonth() !== monthNumber - 1 || written.getUTCDate() !== Number(day)) return undefined;
  const time = timeOf(found, zoneMinutes);
  return time && { midnight, ...time };
}

/** A date of a format's own type as the text that means the same moment; '' for an invalid one. */
export function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** Two digits from 69 to 99 are years of the last century, as in POSIX. */
function yearIn(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

/** A month's number from its English name or the first three letters of it; 0 for other words. */
function monthNumberOf(name: string): number {
  return monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function timeOf(
  { hour, minute, second = '0', fraction = '0', half, zone }: Record<string, string | undefined>,
  zoneMinutes: number,
): Omit<WrittenMoment, 'midnight'> | undefined {
  if (hour === undefined || minute === undefined) {
    return { minutes: -zoneMinutes, seconds: 0, hasZone: false };
  }
  const isTwelve = half !== undefined;
  const hours = isTwelve ? (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hour);
  // The midnight at the end of a day, as ISO 8601 writes it.
  const isEnd = hours === 24 && Number(minute) + Number(second) + Number(fraction) === 0;
  if (isEnd)
    return {
      minutes: 1440 - (zone === undefined ? zoneMinutes : offsetOf(zone)),
      seconds: 0,
      hasZone: zone !== undefined,
    };
  if (hours > 23 || Number(hour) > (isTwelve ? 12 : 23) || Number(minute) > 59 || Number(second) > 60)
    return undefined;
  const offset = zone === undefined ? zoneMinutes : offsetOf(zone);
  return {
    minutes: hours * 60 + Number(minute) - offset,
    seconds: Number(second) + Number(`0.${fraction}`),
    hasZone: zone !== undefined,
  };
}

/** Minutes east of UTC: 120 for +02:00, 0 for Z. */
export function offsetOf(zone: string): number {
  const found = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (found === null) return 0;
  const [, sign, hours, minutes = '0'] = found;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** One part of a moment in days since 1970. */
export function partOfDate(days: number, part: DatePart): number {
  if (part === 'days') return days;
  const date = new Date(Math.floor(days) * dayMilliseconds);
  if (part === 'year') return date.getUTCFullYear();
  const turn = part.startsWith('month')
    ? date.getUTCMonth() / 12
    : part.startsWith('weekday')
      ? ((date.getUTCDay() + 6) % 7) / 7
      : days - Math.floor(days);
  return part.endsWith('Sin') ? Math.sin(2 * Math.PI * turn) : Math.cos(2 * Math.PI * turn);
}
