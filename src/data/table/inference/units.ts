import type { CellForm, NumberNotation } from '../../../study/cell-form.ts';
import { readInNotation } from '../../cells/number.ts';
import type { CellTally } from '../cell-tally.ts';
import type { SpelledCells } from '../column/spelled-words.ts';
import type { ColumnBuilder } from '../column-builder.ts';
import { declared } from '../declaration-text.ts';
import { type SpellingKind, spellingOf } from '../spelling.ts';
import type { Broken } from './broken.ts';

const knownUnits = new Set(
  'mg kg lb lbs oz ml cl mm cm km mi ft ms min hr hrs °c °f mb gb kb kw hz khz mhz px pt days years yrs'.split(
    ' ',
  ),
);
const letters = new Set('gmlsht');

export const unitKinds: readonly SpellingKind[] = ['currency', 'percent', 'unit'];

/** True for one unit, or for several known ones: "12A" and "12B" are codes. */
export function areUnits(units: readonly SpelledCells[]): boolean {
  const names = [...new Set(units.map(({ detail }) => detail))];
  return names.length === 1 || names.every((name) => knownUnits.has(name.toLowerCase()) || letters.has(name));
}

const notations: readonly NumberNotation[] = [
  {},
  { thousands: ',' },
  { decimal: ',' },
  { thousands: '.', decimal: ',' },
  { thousands: ' ' },
  { thousands: ' ', decimal: ',' },
  { thousands: "'" },
  { thousands: "'", decimal: ',' },
];

/** The notations that read all of some cells, each with other numbers than those before it. */
function notationsOf(cells: readonly unknown[], { unit, ...known }: NumberNotation): NumberNotation[] {
  const readings = new Map<string, NumberNotation>();
  for (const marks of notations) {
    const notation = { ...known, ...marks, ...(unit === undefined ? {} : { unit }) };
    const numbers = cells.map((cell) => readInNotation(String(cell), notation));
    if (numbers.length > 0 && !numbers.some(Number.isNaN) && !readings.has(numbers.join())) {
      readings.set(numbers.join(), notation);
    }
  }
  return [...readings.values()];
}

/** The declarations that read cells which break a declared form of numbers; undefined where there is none. */
export function notationHint(name: string, form: CellForm, { first }: CellTally): string | undefined {
  if (form.type !== 'number') return undefined;
  const cells = first.map(({ value }) => value);
  // They are numbers in the form, and broke another constraint.
  if (cells.every((cell) => !Number.isNaN(readInNotation(String(cell), form)))) return undefined;
  const units = new Set(cells.map((cell) => form.unit ?? unitIn(String(cell))));
  const [unit] = units;
  const found = units.size > 1 ? [] : notationsOf(cells, unit === undefined ? {} : { unit });
  return found.length === 0 ? undefined : `set data.columns to ${declaredAs(name, found)}`;
}

/** A declaration to paste for each notation. */
function declaredAs(name: string, found: readonly NumberNotation[]): string {
  return found.map((notation) => declared(name, { type: 'number', ...notation })).join(' or ');
}

/** Why numbers with currencies, percent signs or units cannot be read, with the declaration that reads them. */
export function unitBroken(builder: ColumnBuilder, marked: readonly SpelledCells[]): Broken | undefined {
  const { name, declaration, numberCount } = builder;
  const [first] = marked;
  if (first === undefined) return undefined;
  const { cells } = first;
  const units = [...new Set(marked.map(({ detail }) => detail))];
  if (units.length > 1) {
    const constraint = `must be in one unit, and its column has ${units.join(', ')}`;
    const hint = `convert all of its numbers to one unit, or set data.columns to ${declared(name, 'category')}`;
    return { cells, constraint, hint };
  }
  const constraint = `must be a number, and has ${markOf(first)} beside it`;
  if (numberCount > 0) {
    const hint = 'write it in all cells of the column or in none';
    return { cells, constraint: `${constraint}, which other cells lack`, hint };
  }
  const found = notationsOf(
    marked.flatMap((each) => each.cells.first.map(({ value }) => value)),
    { ...declaration.notation, unit: first.detail },
  );
  const hint =
    found.length === 0
      ? 'write all of its numbers with the same marks'
      : `set data.columns to ${declaredAs(name, found)}`;
  return { cells, constraint, hint };
}

/** The currency, percent sign or unit of a text. */
function unitIn(text: string): string | undefined {
  const { kind, detail } = spellingOf(text);
  return unitKinds.includes(kind) ? detail : undefined;
}

function markOf({ kind, detail }: SpelledCells): string {
  if (kind === 'percent') return 'a percent sign';
  return kind === 'currency' ? `the currency ${detail}` : `the unit ${detail}`;
}
