import { cellReader, constraintOf } from '../../cells/form.ts';
import type { FaultList } from '../../fault-list.ts';
import { addCellFault } from '../cell-faults.ts';
import { CellTally, type RowPlaces } from '../cell-tally.ts';
import type { ColumnBuilder } from '../column-builder.ts';

/** Classes by name, and each row's index into them. */
interface Labels {
  readonly classes: readonly string[];
  readonly labels: Int32Array;
}

/**
 * One fault for all rows whose class is not of the declared type, such as "maybe" for a truth value. Where a tolerant
 * list of faults keeps it, their labels become −1, like missing ones.
 */
export function addUndeclaredClasses(
  builder: ColumnBuilder,
  { classes, labels }: Labels,
  { places: { lines, rowNumbers }, faults }: { readonly places: RowPlaces; readonly faults: FaultList },
): void {
  const { nameForm: form } = builder.declaration;
  if (form === undefined) return;
  const read = cellReader({ form, missing: [] });
  const isBroken = classes.map((name) => read(name) === undefined);
  const broken = new CellTally();
  labels.forEach((label, row) => {
    if (!isBroken[label]) return;
    broken.add(lines[row] as number, rowNumbers[row] as number, classes[label]);
    labels[row] = -1;
  });
  const constraint = `${constraintOf(form)}, as data.columns declares`;
  addCellFault('text-among-numbers', builder, broken, { faults, constraint });
}
