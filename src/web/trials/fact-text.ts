import { formatCount, formatUncertain } from '../../metrics/number-format.ts';
import type { TrialColumns } from '../../plots/columns/trial-columns.ts';
import type { TrialFact } from '../../plots/selection/trial-facts.ts';
import { durationText, momentText, numberText } from '../frame/number-words.ts';

/** A fact as the table shows it. */
export function factText(fact: TrialFact, trials: TrialColumns, place: number): string {
  if (fact.text !== undefined) return fact.text(place) || '–';
  const number = fact.number(place);
  if (Number.isNaN(number)) return '–';
  if (fact.kind === 'moment') return momentText(number);
  if (fact.kind === 'duration') return durationText(number);
  if (fact.name === 'size') return formatCount(number);
  const error = trials.standardError[place] as number;
  if (fact.name !== 'value' || Number.isNaN(error)) return numberText(number);
  return formatUncertain(number, error);
}

/** Room for the longest text of a column: rows come and go while it is scrolled, and columns must not jump. */
export function factWidth(fact: TrialFact): number {
  if (fact.name === 'value') return 16;
  if (fact.kind === 'moment') return 16;
  if (fact.kind === 'text' || fact.name === 'trial') return 7;
  return 9;
}

/** The facts of the trials at these places as CSV (RFC 4180), numbers in full precision, times as ISO 8601. */
export function trialsCsv(facts: readonly TrialFact[], places: Uint32Array): string {
  const rows = [...places].map((place) => facts.map((fact) => cellText(fact, place)));
  const names = facts.map((fact) => quoted(fact.label));
  return [names, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

function cellText(fact: TrialFact, place: number): string {
  if (fact.text !== undefined) return quoted(fact.text(place));
  const number = fact.number(place);
  if (Number.isNaN(number)) return '';
  return fact.kind === 'moment' ? new Date(1000 * number).toISOString() : String(number);
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
