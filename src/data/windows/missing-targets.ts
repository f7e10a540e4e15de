import type { FaultList } from '../fault-list.ts';
import type { RawData, RowGroups } from '../raw-data.ts';
import { targetsOf } from '../raw-targets.ts';

/** A row without a target in a series that has one: it would be left out, and the series would lack a step. */
export function addMissingTargets(
  raw: Pick<RawData, 'steps' | 'target' | 'targets' | 'targetColumn'>,
  places: Int32Array,
  faults: FaultList,
): void {
  const { series } = raw.steps ?? {};
  if (series === undefined) return;
  for (const target of targetsOf(raw)) {
    const isMissing = (row: number) =>
      target.kind === 'regression' ? Number.isNaN(target.values[row]) : (target.labels[row] as number) < 0;
    const withTarget = new Set(series.codes.filter((_, row) => !isMissing(row)));
    const rows = Array.from(series.codes.keys()).filter(
      (row) => isMissing(row) && withTarget.has(series.codes[row] as number),
    );
    addMissing(rows, { series, places, field: target.of ?? raw.targetColumn ?? 'data.target' }, faults);
  }
}

/** One fault for all these rows, which lack a target that other rows of their series have. */
export function addMissing(
  rows: readonly number[],
  {
    series,
    places,
    field,
  }: { readonly series: RowGroups; readonly places: ArrayLike<number>; readonly field: string },
  faults: FaultList,
): void {
  const [first] = rows;
  if (first === undefined) return;
  const name = series.names[series.codes[first] as number];
  faults.add({
    field,
    constraint: 'must be given in every row of a series, as data.sequence asks',
    line: places[first] as number,
    hint: `${series.column} ${name} has it in other rows; ${rows.length} row${rows.length === 1 ? ' lacks' : 's lack'} it`,
  });
}
