import type { CellForm } from '../../../study/cell-form.ts';
import type { ColumnType } from '../../../study/column-spec.ts';
import type { CellTally } from '../cell-tally.ts';
import type { SpelledCells } from '../column/spelled-words.ts';
import type { ColumnBuilder } from '../column-builder.ts';
import { declared } from '../declaration-text.ts';
import type { SpellingKind } from '../spelling.ts';
import type { Broken } from './broken.ts';
import { areUnits, unitBroken, unitKinds } from './units.ts';

/** With fewer distinct cells, numbers and words together may be categories: 4, 6, 8 and "rotary". */
const fewNames = 10;
const manyNames = 50;
/** Share of codes that begin with a zero: a tenth of all codes, but few of those in one region. */
const fewestPadded = 0.03;

/** How a column's cells are read as numbers, or why they cannot be. */
export type NumberVerdict = { readonly form?: CellForm } | { readonly broken: Broken };

const numberKinds: readonly SpellingKind[] = [
  'decimal-comma',
  'comma',
  'thousands',
  'currency',
  'percent',
  'parentheses',
  'other-notation',
];

/**
 * The reading of a column without a declared type as numbers; undefined when it holds something else: also codes with
 * leading zeros, such as 007, or of 16 digits and more. Words among numbers are a fault unless there are many of them:
 * they never turn the numbers into categories.
 */
export function judgeNumbers(builder: ColumnBuilder): NumberVerdict | undefined {
  const { padded, numberCount } = builder;
  if (padded.count > fewestPadded * numberCount) return undefined;
  if (padded.count > 0) return { broken: paddedAmongNumbers(builder) };
  if (builder.digits.beyond.count > 0) return judgeLong(builder);
  if (builder.textCount === 0)
    return builder.numberCount + builder.infinities.count > 0 ? plain(builder) : undefined;
  const spelled = (kinds: readonly SpellingKind[]) =>
    [...builder.spelled.values()].filter(({ kind }) => kinds.includes(kind));
  const units = spelled(['unit']);
  const hasUnits = builder.distinct > fewNames && areUnits(units);
  const numbers = [...spelled(numberKinds), ...(hasUnits ? units : [])];
  const others = [...builder.spelled.values()].filter(
    (each) => each.kind !== 'missing-word' && !numbers.includes(each),
  );
  if (!isOfNumbers(builder, countOf(numbers), countOf(others))) return undefined;
  const [first] = others;
  if (first !== undefined) return { broken: wordsAmongNumbers(builder, first.cells) };
  return judgeSpelling(builder, numbers);
}

/** A few cells such as 007 do not make codes of numbers. */
function paddedAmongNumbers({ name, padded: cells }: ColumnBuilder): Broken {
  const codes = `${declared(name, 'category')} or ${declared(name, 'id')}`;
  const hint = `set data.columns to ${codes} for codes, or to ${declared(name, 'number')}`;
  return {
    cells,
    constraint: 'has a leading zero, among numbers without: its column needs a declared type',
    hint,
  };
}

/** Numbers of 16 digits and more in all cells are codes; among others, a number beyond 2^53 needs a declaration. */
function judgeLong(builder: ColumnBuilder): NumberVerdict | undefined {
  const { numberCount, textCount, digits } = builder;
  return digits.longCount === numberCount || textCount > numberCount
    ? undefined
    : { broken: beyondNumbers(builder) };
}

/** The cells whose last digits a number would lose. */
export function beyondNumbers(
  { name, digits }: ColumnBuilder,
  types: readonly ColumnType[] = ['category', 'id'],
): Broken {
  const ways = types.map((type) => declared(name, type)).join(' or ');
  return {
    cells: digits.beyond,
    constraint: 'must be below 2^53 as a number, since its last digits would be lost',
    hint: `set data.columns to ${ways} to keep them, or to ${declared(name, 'number')} to round them`,
  };
}

/** Numbers as they are declared for the whole table; a decimal point contradicts a declared comma. */
function plain({ name, declaration: { notation }, pointed }: ColumnBuilder): NumberVerdict {
  if (notation?.thousands !== undefined) return { form: { type: 'number', ...notation } };
  if (notation?.decimal !== ',' || pointed.count === 0) return {};
  const constraint = 'must have no decimal point, as data.decimal is a comma';
  const hint = `set data.columns to ${declared(name, { type: 'number', decimal: '.' })}, or data.thousands to "." if that is what the point means`;
  return { broken: { cells: pointed, constraint, hint } };
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

/** Declared words take the place of the known ones, so that the proposal lists those of the column too. */
function wordsAmongNumbers({ name, missingWords, spelled }: ColumnBuilder, cells: CellTally): Broken {
  const known = [...spelled.values()].filter(({ kind }) => kind === 'missing-word');
  const words = [cells, ...known.map((each) => each.cells)].flatMap(({ first }) =>
    [...new Set(first.map(({ value }) => String(value)))].slice(0, 3),
  );
  const asNumbers = declared(name, { type: 'number', missing: [...words, ...missingWords.keys()] });
  return {
    cells,
    constraint: 'must be a number like the rest of its column',
    hint: `leave the cell empty if its value is missing, or set data.columns to ${asNumbers} or ${declared(name, 'category')}`,
  };
}

function judgeSpelling(builder: ColumnBuilder, spelled: readonly SpelledCells[]): NumberVerdict {
  const { name, pointed, declaration } = builder;
  const { decimal, thousands } = declaration.notation ?? {};
  const of = (...kinds: SpellingKind[]) => spelled.find(({ kind }) => kinds.includes(kind));
  const unit = unitBroken(
    builder,
    spelled.filter(({ kind }) => unitKinds.includes(kind)),
  );
  if (unit !== undefined) return { broken: unit };
  const parentheses = of('parentheses');
  if (parentheses !== undefined) {
    const hint = 'write -5 for (5), or remove the parentheses';
    return broken(parentheses, 'must be a number, and stands in parentheses', hint);
  }
  const grouped = of('thousands');
  if (grouped !== undefined) {
    const notation = {
      thousands: grouped.detail,
      ...(grouped.detail === '.' && ({ decimal: ',' } as const)),
    };
    const fields = Object.entries(notation).map(
      ([field, mark]) => `data.${field} to ${JSON.stringify(mark)}`,
    );
    const hint =
      thousands === undefined
        ? `set ${fields.join(' and ')}`
        : `set data.columns to ${declared(name, { type: 'number', ...notation })}`;
    return broken(grouped, 'must be a number, and has marks between its thousands', hint);
  }
  const other = of('other-notation');
  if (other !== undefined && declaration.notation !== undefined) {
    const hint = `set data.columns to ${declared(name, { type: 'number', decimal: '.', thousands: ',' })} if its numbers have a decimal point`;
    return broken(other, 'must be a number as data.decimal and data.thousands declare', hint);
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
  if (thousands === ',') {
    const hint = `set data.columns to ${declared(name, { type: 'number', decimal: ',', thousands: '.' })} if its commas are decimal`;
    return broken(first, 'must have three digits behind a comma, as data.thousands is one', hint);
  }
  if (pointed.count > 0) {
    const all = 'write all of them with a decimal point';
    const hint = comma === undefined ? `${all}, or set data.thousands to ","` : all;
    return broken(first, 'must be written like the rest of its column, with a decimal point', hint);
  }
  return { form: { type: 'number', ...declaration.notation, decimal: ',' } };
}

function broken({ cells }: SpelledCells, constraint: string, hint: string): NumberVerdict {
  return { broken: { cells, constraint, hint } };
}
