import { shownName } from '../faults/visible-text.ts';
import type { Value } from '../study/distribution.ts';
import { isPercentage } from './metric-format.ts';

/** Four significant digits, without needless zeros: 0.08123, 3.2e-4, 52650. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e6) return String(Number(value.toPrecision(4)));
  return value.toExponential(3).replace(/\.?0*e\+?/, 'e');
}

export function formatValue(value: Value | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'number' ? formatNumber(value) : shownName(String(value));
}

/** A value and its standard error, which has two digits: "0.08123 ± 0.011". */
export function formatUncertain(value: number | null, standardError: number | undefined): string {
  if (standardError === undefined) return formatValue(value);
  return `${formatValue(value)} ± ${formatNumber(Number(standardError.toPrecision(2)))}`;
}

/** 0:07, 12:40, 3:05:00; tenths of a second below ten seconds. */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const pad = (part: number) => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/** 52650 → "52.7k": three digits. */
export function formatCount(count: number): string {
  if (count < 10_000) return String(count);
  const step = 10 ** (Math.floor(Math.log10(count)) - 2);
  const rounded = Math.round(count / step) * step;
  const [divisor, unit] = rounded < 1e6 ? [1e3, 'k'] : rounded < 1e9 ? [1e6, 'M'] : [1e9, 'G'];
  return `${rounded / divisor}${unit}`;
}

/** 0.9654 → "96.54 %". */
export function formatShare(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

/** A metric's value, in percent if that is its usual form; `name` is without its split. */
export function formatMetric(name: string, value: number): string {
  return isPercentage(name) ? formatShare(value) : formatNumber(value);
}
