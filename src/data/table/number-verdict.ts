import type { CellForm } from '../../study/cell-form.ts';
import type { CellTally } from './cell-tally.ts';
import type { SpelledCells } from './column/spelled-words.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { declared } from './declaration-text.ts';
import type { SpellingKind } from './spelling.ts';

/** With fewer distinct cells, numbers and words together may be categories: 4, 6, 8 and "rotary". */
const fewNames = 10;
const manyNames = 50;

/** Cells that keep a column from being read as numbers. */
export interface Broken {
  readonly cells: CellTally;
  readonly constraint: string;
  readonly hint: string;
}

/** How a column's cells are read as numbers, or why they cannot be. */
export type NumberVerdict = { readonly form?: CellForm } | { readonly broken: Broken };

const numberKinds: readonly SpellingKind[] = [
  'decimal-comma',
  'comma',
  'thousands',
  'currency',
  'percent',
  'parentheses',
];

/**
 * The reading of a column without a declared type as numbers; undefined when it holds something else: also codes with
 * leading zeros, such as 007. Words among
 * numbers are a fault unless there are many of them: they never turn the numbers into categories.
 */
export function judgeNumbers(builder: ColumnBuilder): NumberVerdict | undefined {
  if (builder.paddedCount > 0) return undefined;
  if (builder.textCount === 0)
    return builder.numberCount + builder.infinities.count > 0 ? plain(builder) : undefined;
  const spelled = (kinds: readonly SpellingKind[]) =>
    [...builder.spelled.values()].filter(({ kind }) => kinds.includes(kind));
  const units = spelled(['unit']);
  const hasUnits = builder.distinct > fewNames && areUnits(units);
  const numbers = [...spelled(numberKinds), ...(hasUnits ? units : [])];
  const others = [...spelled(['word', 'boolean', 'date']), ...(hasUnits ? [] : units)];
  if (!isOfNumbers(builder, countOf(numbers), countOf(others))) return undefined;
  const [first] = others;
  if (first !== undefined) return { broken: wordsAmongNumbers(builder, first.cells) };
  return judgeSpelling(builder, numbers);
}

const knownUnits = new Set(
  'mg kg lb lbs oz ml cl mm cm km mi ft ms min hr hrs °c °f mb gb kb kw hz khz mhz px pt days years yrs'.split(
    ' ',
  ),
);

/** True for one unit, or for several known ones: "12A" and "12B" are codes. */
function areUnits(units: readonly SpelledCells[]): boolean {
  return units.length === 1 || units.every(({ detail }) => knownUnits.has(detail.toLowerCase()));
}

function plain({ declaration: { notation } }: ColumnBuilder): NumberVerdict {
  return notation?.thousands === undefined ? {} : { form: { type: 'number', ...notation } };
}

function countOf(cells: readonly SpelledCells[]): number {
  return cells.reduce((sum, each) => sum + each.cells.count, 0);
}

function isOfNumbers({ numberCount, distinct }: ColumnBuilder, spelled: number, others: number): boolean {
  const numbers = numberCount + spelled;
  if (numbers <= others) return false;
  if (others === 0) return true;
  const few = Math.max(1, (distinct > manyNames ? 0.1 : 0.01) * (numbers + others));
  return others <= few || distinct > fewNames;
}

function wordsAmongNumbers({ name }: ColumnBuilder, cells: CellTally): Broken {
  const words = [...new Set(cells.first.map(({ value }) => String(value)))].slice(0, 3);
  const asNumbers = declared(name, { type: 'number', missing: words });
  return {
    cells,
    constraint: 'must be a number like the rest of its column',
    hint: `leave the cell empty if its value is missing, or set data.columns to ${asNumbers} or ${declared(name, 'category')}`,
  };
}

function judgeSpelling(builder: ColumnBuilder, spelled: readonly SpelledCells[]): NumberVerdict {
  const { name, hasPoint, declaration } = builder;
  const { decimal, thousands } = declaration.notation ?? {};
  const of = (...kinds: SpellingKind[]) => spelled.find(({ kind }) => kinds.includes(kind));
  const marked = of('currency', 'percent', 'unit');
  if (marked !== undefined) {
    const hint = `set data.columns to ${declared(name, { type: 'number', unit: marked.detail })}`;
    return broken(marked, `must be a number, and has ${markOf(marked)} beside it`, hint);
  }
  const parentheses = of('parentheses');
  if (parentheses !== undefined) {
    const hint = 'write -5 for (5), or remove the parentheses';
    return broken(parentheses, 'must be a number, and stands in parentheses', hint);
  }
  const grouped = of('thousands');
  if (grouped !== undefined && thousands === undefined) {
    const hint = `set data.thousands to ${JSON.stringify(grouped.detail)}${grouped.detail === '.' ? ' and data.decimal to ","' : ''}`;
    return broken(grouped, 'must be a number, and has marks between its thousands', hint);
  }
  const comma = of('decimal-comma');
  const either = of('comma');
  if (comma === undefined && either !== undefined && decimal !== ',') {
    const hint =
      'set data.decimal to "," where it is a decimal, or data.thousands to "," where it is a thousand';
    return broken(either, 'may be a decimal or a thousand', hint);
  }
  const first = comma ?? either;
  if (first === undefined) return plain(builder);
  if (hasPoint) {
    const hint =
      'write all of them with a decimal point, or set data.thousands to the mark between thousands';
    return broken(first, 'must be written like the rest of its column, with a decimal point', hint);
  }
  return { form: { type: 'number', ...declaration.notation, decimal: ',' } };
}

function markOf({ kind, detail }: SpelledCells): string {
  if (kind === 'percent') return 'a percent sign';
  return kind === 'currency' ? `the currency ${detail}` : `the unit ${detail}`;
}

function broken({ cells }: SpelledCells, constraint: string, hint: string): NumberVerdict {
  return { broken: { cells, constraint, hint } };
}
