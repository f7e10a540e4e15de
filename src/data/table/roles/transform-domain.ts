import { brokenDomain } from '../../../study/outputs/target-domain.ts';
import type { TargetTransformName } from '../../../study/study-spec.ts';
import type { FaultList } from '../../fault-list.ts';
import type { RawTarget } from '../../raw-data.ts';
import { addCellFault } from '../cell-faults.ts';
import { CellTally, type RowPlaces } from '../cell-tally.ts';
import type { ColumnBuilder } from '../column-builder.ts';

/**
 * One fault for all targets outside the transform's domain. Where a tolerant list of faults keeps it, they become NaN,
 * like missing ones.
 */
export function addDomainFaults(
  target: RawTarget,
  builder: ColumnBuilder,
  transform: TargetTransformName | undefined,
  { places: { lines, rowNumbers }, faults }: { readonly places: RowPlaces; readonly faults: FaultList },
): void {
  if (target.kind !== 'regression') return;
  const { values } = target;
  const outside = new CellTally();
  let constraint = '';
  values.forEach((value, row) => {
    const broken = brokenDomain(value, transform);
    if (broken === undefined) return;
    constraint = broken;
    outside.add(lines[row] as number, rowNumbers[row] as number, value);
    values[row] = Number.NaN;
  });
  addCellFault('outside-transform', builder, outside, { faults, constraint });
}
