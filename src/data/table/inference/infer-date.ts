import type { DateFormat } from '../../../study/cell-form.ts';
import { CellTally } from '../cell-tally.ts';
import type { SpelledCells } from '../column/spelled-words.ts';
import type { ColumnBuilder } from '../column-builder.ts';
import { declared } from '../declaration-text.ts';
import { dateKinds } from '../spelling.ts';
import type { InferredColumn } from './inferred-column.ts';

const dayMilliseconds = 86_400_000;

/** A column whose texts are dates; undefined when fewer than nine in ten are. */
export function inferDate(builder: ColumnBuilder): InferredColumn | undefined {
  const { name, textCount, numberCount } = builder;
  const spelled = [...builder.spelled.values()].filter(({ kind }) => kind !== 'missing-word');
  const dates = spelled.filter(({ kind }) => dateKinds.includes(kind));
  const others = spelled.filter(({ kind }) => !dateKinds.includes(kind));
  const count = dates.reduce((sum, { cells }) => sum + cells.count, 0);
  if (count === 0 || count < 0.9 * (textCount + numberCount)) return undefined;
  const formats = sharedFormats(dates);
  const [format] = formats;
  const stray =
    others[0]?.cells ?? (numberCount > 0 || format === undefined ? dates.at(-1)?.cells : undefined);
  if (stray !== undefined) {
    const constraint = `must be a date like ${dates[0]?.cells.first[0]?.value}, as the rest of its column is`;
    const hint = `leave the cell empty if it is missing, or set data.columns to ${declared(name, 'category')}`;
    return { kind: 'broken', broken: { cells: stray, constraint, hint } };
  }
  if (format === undefined) return undefined;
  if (formats.length > 1) {
    const hint = `set data.columns to ${declared(name, { type: 'date', format })}, or to ${formats[1]}`;
    const cells = dates[0]?.cells ?? new CellTally();
    return { kind: 'broken', broken: { cells, constraint: 'may have the day or the month first', hint } };
  }
  if (/^MM[/-]dd/.test(format)) {
    const zoned = dates.find(({ kind }) => kind === 'zoned-date');
    if (zoned !== undefined) {
      const constraint = 'has a time zone, and is only read in a declared format';
      const hint = `set data.columns to ${declared(name, { type: 'date', format })}`;
      return { kind: 'broken', broken: { cells: zoned.cells, constraint, hint } };
    }
    swapDayAndMonth(builder.numbers());
  }
  const century = /(?<!y)yy(?!y)/.test(format) ? ', 69 to 99 as 1969 to 1999' : '';
  const because = `${format}${century}, in UTC where a cell names no time zone`;
  return { kind: 'number', type: 'date', form: { type: 'date', format }, because };
}

/** The formats that every cell fits. */
function sharedFormats(dates: readonly SpelledCells[]): DateFormat[] {
  const [first, ...others] = dates.map(({ detail }) => detail.split('|') as DateFormat[]);
  return (first ?? []).filter((format) => others.every((formats) => formats.includes(format)));
}

/** Cells that fit both orders were read with the day first; a day beyond 12 shows that a cell was not. */
function swapDayAndMonth(days: Float64Array): void {
  for (let row = 0; row < days.length; row++) {
    const value = days[row] as number;
    if (Number.isNaN(value)) continue;
    const midnight = Math.floor(value);
    const date = new Date(midnight * dayMilliseconds);
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
    if (day > 12) continue;
    days[row] = Date.UTC(year, day - 1, month + 1) / dayMilliseconds + (value - midnight);
  }
}
