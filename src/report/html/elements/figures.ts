import type { HumanBaseline } from '../../../metrics/human-baseline.ts';
import { formatNumber } from '../../text/parts/format.ts';
import { type Content, html, type Markup } from './markup.ts';

/** Four significant digits; a dash when there is no number. */
export function showNumber(value: number | null): string {
  return isNumber(value) ? formatNumber(value) : '–';
}

/** The sort key of a cell in a numeric column; undefined when there is no number. */
export function sortNumber(value: number | null): number | undefined {
  return isNumber(value) ? value : undefined;
}

function isNumber(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

/** 60000 → "60,000". Row numbers are names, and are not formatted. */
export function showCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** "1 row", "60,000 rows". */
export function countOf(count: number, noun: string): string {
  return `${showCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** 0.0312 → "3.1 %"; a non-zero share is never shown as 0 %, nor one below 1 as 100 %. */
export function showShare(share: number): string {
  if (!Number.isFinite(share)) return '–';
  if (share > 0 && share < 0.001) return '<0.1 %';
  if (share < 1 && share > 0.999) return '>99.9 %';
  return `${(100 * share).toFixed(1)} %`;
}

/** A list of names and values. */
export function definitions(entries: readonly (readonly [name: Content, value: Content])[]): Markup {
  return html`<dl>${entries.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** A state in its colour and with its symbol, so that it is recognisable without colour too. */
export function badge(state: string, label: Content = state): Markup {
  return html`<span class="badge ${state}">${label}</span>`;
}

/** The human baseline in its own metric, or under another name of it, with its interval. */
export function baselineFact(baseline: HumanBaseline, metric: string = baseline.metric): Markup {
  const { value, low, high } = baseline;
  const interval =
    low === undefined || high === undefined ? '' : html` (${showNumber(low)} to ${showNumber(high)})`;
  return html`human baseline <b>${showNumber(value)}</b>${interval} ${metric}`;
}
