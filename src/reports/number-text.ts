/** Four significant digits; whole numbers unchanged. */
export function brief(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15
    ? String(value)
    : String(Number(value.toPrecision(4)));
}

/** 0.0312 → "3.1 %"; two digits below a thousandth. */
export function percent(share: number): string {
  const percents = 100 * share;
  return `${percents >= 10 ? Math.round(percents) : Number(percents.toPrecision(2))} %`;
}

/** The number of a row in messages, reports and tables, from 1; `row` is its index in the source, from 0. */
export function shownRow(row: number): number {
  return row + 1;
}

/** "rows 4, 8, 15, …": the first few, by their indices in the source. */
export function listRows(rows: readonly number[], count = rows.length): string {
  const listed = rows.slice(0, 5).map(shownRow).join(', ');
  return `${count === 1 ? 'row' : 'rows'} ${listed}${count > Math.min(5, rows.length) ? ', …' : ''}`;
}

/** A number of days since 1970 as a date in UTC, with the time of day where there is one: 2024-01-31. */
export function dayText(days: number): string {
  const text = new Date(days * 86_400_000).toISOString();
  return Number.isInteger(days) ? text.slice(0, 10) : text.slice(0, 16);
}
