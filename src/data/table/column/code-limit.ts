import type { CellTally } from '../cell-tally.ts';
import type { ColumnDeclaration } from '../column-declaration.ts';
import type { DigitTally } from '../digit-tally.ts';

/** A column of numbers with more distinct cells can be neither a category nor a classification target. */
export const distinctLimit = 1000;
/** A column of texts with more distinct cells is not kept unless the space file declares its type. */
export const textLimit = 100_000;

/** Counts of the cells that a column holds so far. */
interface HeldCells {
  readonly distinct: number;
  readonly declaration: ColumnDeclaration;
  readonly textCount: number;
  readonly numberCount: number;
  readonly padded: CellTally;
  readonly digits: DigitTally;
}

/** Whether the codes of a column's cells are kept no longer. A declared category or text keeps all. */
export function hasTooManyNames(cells: HeldCells): boolean {
  if (cells.distinct <= distinctLimit) return false;
  const { distinct, declaration, textCount, numberCount, padded, digits } = cells;
  const type = declaration.spec?.type;
  if (type === 'category' || type === 'text') return false;
  const mayBeNames = textCount > numberCount || padded.count + digits.beyond.count > 0;
  return !mayBeNames || distinct > textLimit;
}
