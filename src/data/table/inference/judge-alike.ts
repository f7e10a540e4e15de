import type { SpelledCells } from '../column/spelled-words.ts';
import type { ColumnBuilder } from '../column-builder.ts';
import { declared } from '../declaration-text.ts';
import { dateKinds, type SpellingKind } from '../spelling.ts';
import type { Broken } from './broken.ts';

const fewestAlike = 0.9;

const ofKinds = ({ spelled }: ColumnBuilder, kinds: readonly SpellingKind[]): SpelledCells[] =>
  [...spelled.values()].filter(({ kind }) => kinds.includes(kind));
const areMost = ({ textCount, numberCount }: ColumnBuilder, found: readonly SpelledCells[]): boolean =>
  found.length > 0 &&
  found.reduce((sum, { cells }) => sum + cells.count, 0) >= fewestAlike * (textCount + numberCount);

/** A column of durations, whose form must be declared: 20:30 may be hours or minutes. */
export function judgeDurations(builder: ColumnBuilder): Broken | undefined {
  const durations = ofKinds(builder, ['duration']);
  const times = ofKinds(builder, ['date']).filter(({ detail }) => detail === 'HH:mm');
  const [first] = durations;
  if (first === undefined || !areMost(builder, [...durations, ...times])) return undefined;
  const isOfSeconds = durations.every(({ detail }) => detail === 'HH:mm:ss');
  const formats = isOfSeconds ? (['HH:mm:ss'] as const) : (['mm:ss', 'HH:mm'] as const);
  const ways = formats.map((format) => declared(builder.name, { type: 'duration', format }));
  const constraint = 'is no time of day, and its column may hold durations';
  return { cells: first.cells, constraint, hint: `set data.columns to ${ways.join(' or ')}` };
}

/** A column that a person would read as dates or numbers must not vanish as an id, or in hashes. */
export function judgeAlike(builder: ColumnBuilder): Broken | undefined {
  const dates = ofKinds(builder, ['date-alike', ...dateKinds, 'duration']);
  const numbers = ofKinds(builder, [
    'number-alike',
    'decimal-comma',
    'comma',
    'thousands',
    'currency',
    'percent',
  ]);
  const names = `${declared(builder.name, 'category')} or ${declared(builder.name, 'id')}`;
  const odd = (cells: readonly SpelledCells[]) =>
    cells.find(({ kind }) => kind.endsWith('-alike')) ?? cells[0];
  if (areMost(builder, dates)) {
    return {
      cells: (odd(dates) as SpelledCells).cells,
      constraint: 'looks like a date, and is in no form that is read',
      hint: `write dates as 2024-01-31 and zones as offsets such as +01:00, or set data.columns to ${names}`,
    };
  }
  if (!areMost(builder, numbers)) return undefined;
  return {
    cells: (odd(numbers) as SpelledCells).cells,
    constraint: 'looks like a number, and is in no form that is read',
    hint: `write numbers with the digits 0 to 9 and one decimal mark, or set data.columns to ${names}`,
  };
}
