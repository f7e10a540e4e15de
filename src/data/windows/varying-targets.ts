import type { FaultList } from '../fault-list.ts';
import type { RowGroups } from '../raw-data.ts';
import type { RowOrder } from './row-windows.ts';
import { isLastOfRun } from './span-of.ts';

/** A target that all rows of a series should have. */
interface SeriesTarget {
  readonly series: RowGroups;
  readonly field: string;
  readonly constraint: string;
  isSame(one: number, other: number): boolean;
  shownTarget(row: number): unknown;
  /** The row as people name it. */
  titleOf(row: number): string;
}

/** One fault for a target that varies within series, with two rows of the first one that differ. */
export function addVarying(
  { order, runStart }: Pick<RowOrder, 'order' | 'runStart'>,
  { series, field, constraint, isSame, shownTarget, titleOf }: SeriesTarget,
  faults: FaultList,
): void {
  const differing: (readonly [number, number])[] = [];
  let count = 0;
  order.forEach((row, place) => {
    if (!isLastOfRun(runStart, place)) return;
    count++;
    const other = order.subarray(runStart[place], place).find((each) => !isSame(each, row));
    if (other !== undefined) differing.push([other, row]);
  });
  const [first] = differing.sort(([, one], [, other]) => one - other);
  if (first === undefined) return;
  const [one, other] = first.map(titleOf);
  const name = series.names[series.codes[first[0]] as number];
  faults.add({
    ...{ field, constraint, value: first.map(shownTarget).join(' and ') },
    hint: `${one} and ${other} of ${series.column} ${name} differ; it varies in ${differing.length} of ${count} series`,
  });
}
