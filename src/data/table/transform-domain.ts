import type { TargetTransformName } from '../../study/study-spec.ts';
import { brokenDomain } from '../../study/target-domain.ts';
import type { FaultList } from '../fault-list.ts';
import type { RawTarget } from '../raw-data.ts';
import type { ColumnBuilder } from './column-builder.ts';
import type { RowPlaces } from './table-builder.ts';

const listedRows = 20;

/**
 * One fault, shown at the first row, for all targets outside the transform's domain. Where a tolerant list of faults
 * keeps it, they become NaN, like missing ones.
 */
export function addDomainFaults(
  target: RawTarget,
  { name: field, position: column }: ColumnBuilder,
  transform: TargetTransformName | undefined,
  { places: { lines, rowNumbers }, faults }: { readonly places: RowPlaces; readonly faults: FaultList },
): void {
  if (target.kind !== 'regression') return;
  const rows: number[] = [];
  target.values.forEach((value, row) => {
    if (brokenDomain(value, transform) !== undefined) rows.push(row);
  });
  const [first] = rows;
  if (first === undefined) return;
  const value = target.values[first] as number;
  const constraint = brokenDomain(value, transform) as string;
  const others = rows.length - 1;
  const hint = others === 0 ? undefined : `and ${others} more like it`;
  const line = lines[first] as number;
  faults.tolerate({
    kind: 'outside-transform',
    faults: [{ field, constraint, value, line, column, ...(hint !== undefined && { hint }) }],
    rows: rows.slice(0, listedRows).map((row) => rowNumbers[row] as number),
    count: faults.isTolerant ? rows.length : 1,
  });
  for (const row of rows) target.values[row] = Number.NaN;
}
