import { formatNumber } from '../../metrics/number-format.ts';

/** Four significant digits; a dash for a missing number. */
export function numberText(value: number | null | undefined): string {
  return value === undefined || value === null || Number.isNaN(value) ? '–' : formatNumber(value);
}

/** 12,480. */
export function countText(count: number): string {
  // Not toLocaleString: its first call takes a tenth of a second.
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 trial`, `12,480 trials`. */
export function trialsText(count: number): string {
  return `${countText(count)} ${count === 1 ? 'trial' : 'trials'}`;
}

/** `40 s`, `8 min`, `2 h 5 min`, `3 d 4 h`. */
export function durationText(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 10) return `${Number(seconds.toPrecision(2))} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A moment in the reader's time zone: the time of day, with the date where it is not today. */
export function momentText(secondsSince1970: number): string {
  if (!Number.isFinite(secondsSince1970)) return '–';
  const moment = new Date(1000 * secondsSince1970);
  const time = moment.toLocaleTimeString('en-GB');
  return moment.toDateString() === new Date().toDateString()
    ? time
    : `${moment.toLocaleDateString('en-CA')} ${time.slice(0, 5)}`;
}
