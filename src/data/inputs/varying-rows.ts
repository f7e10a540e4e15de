import { FaultList } from '../fault-list.ts';
import type { RowSource } from '../formats/row-source.ts';
import type { RowOrder } from '../windows/row-windows.ts';
import { addVarying } from '../windows/varying-targets.ts';
import type { ReadRows } from './read-rows.ts';
import { targetsOf } from './span-batch.ts';
import type { TargetCells } from './target-cells.ts';

/** FaultsError where a target is not the same in all rows of a series. */
export function refuseVarying(
  read: ReadRows,
  order: RowOrder,
  { targets, source }: { readonly targets: readonly TargetCells[]; readonly source: RowSource },
): void {
  const { series, lines } = read;
  if (series === undefined) return;
  const faults = new FaultList(source.file, false, source);
  targets.forEach(({ name, offset }, index) => {
    const encoded = (row: number) => targetsOf(read, row).subarray(offset, targets[index + 1]?.offset);
    const isSame = (one: number, other: number) => {
      const wanted = encoded(other);
      return encoded(one).every((value, at) => value === wanted[at]);
    };
    const place = source.names.indexOf(name);
    addVarying(
      order,
      {
        ...{ series, isSame, field: name },
        constraint: 'must be the same in all rows of a series, as in training',
        shownTarget: (row) => read.cellsOf(row)[place],
        titleOf: (row) => `${source.placeWord} ${lines[row]}`,
      },
      faults,
    );
  });
  faults.throwIfAny();
}
