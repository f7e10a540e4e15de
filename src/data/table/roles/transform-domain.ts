import { brokenTarget } from '../../../study/outputs/target-domain.ts';
import type { TargetTransformName } from '../../../study/study-spec.ts';
import type { TaskName } from '../../../study/task/task-name.ts';
import type { FaultList } from '../../fault-list.ts';
import type { RawTarget } from '../../raw-data.ts';
import { addCellFault } from '../cell-faults.ts';
import { CellTally, type RowPlaces } from '../cell-tally.ts';
import type { ColumnBuilder } from '../column-builder.ts';

/** How one target is read; a task that is left out is inferred. */
export interface TargetReading {
  readonly task?: TaskName | undefined;
  readonly targetTransform?: TargetTransformName | undefined;
}

/**
 * One fault for all targets outside the domain of the transform or the task. Where a tolerant list of faults keeps it, they become NaN,
 * like missing ones.
 */
export function addDomainFaults(
  target: RawTarget,
  builder: ColumnBuilder,
  request: TargetReading,
  { places: { lines, rowNumbers }, faults }: { readonly places: RowPlaces; readonly faults: FaultList },
): void {
  if (target.kind !== 'regression') return;
  const { targetTransform, task } = request;
  const { values } = target;
  const outside = new CellTally();
  let constraint = '';
  values.forEach((value, row) => {
    const broken = brokenTarget(value, task === 'count' ? { isCount: true } : { targetTransform });
    if (broken === undefined) return;
    constraint = broken;
    outside.add(lines[row] as number, rowNumbers[row] as number, value);
    values[row] = Number.NaN;
  });
  addCellFault('outside-transform', builder, outside, { faults, constraint });
}
