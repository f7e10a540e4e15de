import { roundedConstraint } from '../cells/number.ts';
import type { FaultList } from '../fault-list.ts';
import type { ProblemKind } from '../source-problem.ts';
import type { CellTally } from './cell-tally.ts';
import type { ColumnBuilder } from './column-builder.ts';

interface CellFault {
  readonly faults: FaultList;
  readonly constraint: string;
  readonly hint?: string | undefined;
}

/** One fault, shown at the first cell, for all cells of a kind. */
export function addCellFault(
  kind: ProblemKind,
  { name: field, position: column }: Pick<ColumnBuilder, 'name' | 'position'>,
  { first, count }: CellTally,
  { faults, constraint, hint }: CellFault,
): void {
  const [cell] = first;
  if (cell === undefined) return;
  const { line, value } = cell;
  const fault = {
    ...{ field, constraint, line, column },
    ...(value === undefined ? {} : { value }),
    ...(hint === undefined ? {} : { hint }),
    ...(count > 1 ? { alike: count - 1 } : {}),
  };
  faults.tolerate({
    kind,
    faults: [fault],
    rows: first.map(({ row }) => row),
    count: faults.isTolerant ? count : 1,
  });
}

/** A fault for the infinite cells of a column of numbers. */
export function addInfinityFault(builder: ColumnBuilder, faults: FaultList): void {
  addCellFault('infinite-values', builder, builder.infinities, {
    faults,
    constraint: 'must be a finite number, at most 3.4e38 as 32-bit floats are',
    hint: 'leave the cell empty if its value is missing',
  });
}

/** A fault for the lists and objects of a column. */
export function addUnusableFault(builder: ColumnBuilder, faults: FaultList, hint?: string): void {
  const constraint = 'must be a number, a text, a date or a truth value';
  addCellFault('unusable-cells', builder, builder.unusable, { faults, constraint, hint });
}

/** A fault for the numbers, in a column of names, that a double may have rounded. */
export function addRoundedFault(builder: ColumnBuilder, faults: FaultList): void {
  addCellFault('rounded-names', builder, builder.rounded, { faults, constraint: roundedConstraint });
}
