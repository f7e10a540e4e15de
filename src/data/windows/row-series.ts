import type { SequenceSpec } from '../../study/windows/sequence-spec.ts';
import type { FaultList } from '../fault-list.ts';
import { placeOfRow, type RawData, type RawTarget, type RowWindows } from '../raw-data.ts';
import { targetsOf } from '../raw-targets.ts';
import { addRepeated, orderRows, placesOf, type RowOrder } from './row-windows.ts';
import { isLastOfRun } from './span-of.ts';
import { addVarying } from './varying-targets.ts';

type Rows = Pick<RawData, 'steps' | 'rowNumbers' | 'target' | 'targets' | 'targetColumn'>;

/**
 * The series of a table in long form, each by its last row. Two rows of one series and time are a fault, and so are a
 * target that varies within a series, and a series that is too long where the space file does not say how to cut it.
 */
export function rowSeries(raw: Rows, spec: SequenceSpec, faults: FaultList): RowWindows {
  const { steps, rowNumbers } = raw;
  if (steps?.series === undefined) throw new Error('a table was read without its series');
  const { series } = steps;
  const { order, runStart, repeated } = orderRows(steps, { acrossGaps: true });
  if (repeated !== undefined) addRepeated(steps, repeated, { rowNumbers, faults, section: 'data.sequence' });
  const placeOf = placesOf(order);
  const targets = rowNumbers
    .map((_, row) => row)
    .filter((row) => isLastOfRun(runStart, placeOf[row] as number));
  const rowsOf = (row: number) => (placeOf[row] as number) - (runStart[placeOf[row] as number] as number) + 1;
  const longest = targets.reduce((most, row) => (rowsOf(row) > rowsOf(most) ? row : most), targets[0] ?? 0);
  const { length = rowsOf(longest), by, time, pad, cut } = spec;
  if (spec.target !== 'last') addVaryingTargets(raw, { order, runStart }, faults);
  if (cut === undefined && rowsOf(longest) > length) {
    const longer = targets.filter((row) => rowsOf(row) > length).length;
    const name = series.names[series.codes[longest] as number];
    faults.add({
      field: 'data.sequence.length',
      constraint:
        'must be at least the rows of the longest series, or data.sequence.cut says where to cut it',
      value: length,
      hint: `${by} ${name} has ${rowsOf(longest)} rows; ${longer} of ${targets.length} series are longer than ${length}`,
    });
  }
  faults.throwIfAny();
  const padding = { pad, ...(cut !== undefined && { cut }) };
  return {
    spec: {
      ...{ length, horizon: 0, by, time, pastTarget: false, acrossGaps: true, padding },
      ...(spec.target && { target: spec.target }),
    },
    ...{ time: steps.time, order, placeOf, runStart, targets },
  };
}

/** A target that is not the same in all rows of a series. */
function addVaryingTargets(raw: Rows, order: Pick<RowOrder, 'order' | 'runStart'>, faults: FaultList): void {
  const { series } = raw.steps ?? {};
  if (series === undefined) return;
  for (const target of targetsOf(raw)) {
    const shownTarget = (row: number) => targetAt(target, row);
    addVarying(
      order,
      {
        ...{ series, shownTarget },
        field: target.of ?? raw.targetColumn ?? 'target',
        constraint: 'must be the same in all rows of a series, or data.sequence.target must be "last"',
        isSame: (one, other) => shownTarget(one) === shownTarget(other),
        titleOf: (row) => placeOfRow(raw, row),
      },
      faults,
    );
  }
}

function targetAt(target: RawTarget, row: number): string | number {
  return target.kind === 'regression'
    ? (target.values[row] as number)
    : (target.classes[target.labels[row] as number] as string);
}

/** Sentences about series: their number and lengths, what is filled up and what is cut. */
export function seriesNotes({
  windows,
  steps,
  rowNumbers,
}: Pick<RawData, 'windows' | 'steps' | 'rowNumbers'>): string[] {
  const padding = windows?.spec.padding;
  if (windows === undefined || padding === undefined) return [];
  const { targets, placeOf, runStart, spec } = windows;
  const lengths = Array.from(targets, (row) => {
    const place = placeOf[row] as number;
    return place - (runStart[place] as number) + 1;
  });
  const [least, most] = lengths.reduce(
    ([a, b], each) => [Math.min(a, each), Math.max(b, each)],
    [Number.POSITIVE_INFINITY, 0],
  );
  const longer = lengths.filter((each) => each > spec.length).length;
  const kept = padding.cut === 'after' ? 'first' : 'last';
  return [
    `${targets.length} series of ${steps?.series?.column}, with ${least === most ? most : `${least} to ${most}`} rows each in the order of ${steps?.times.column} (${rowNumbers.length} in all), are the examples: [${spec.length} steps], filled up ${padding.pad === 'after' ? 'after their last' : 'before their first'} row`,
    ...(longer > 0
      ? [`${longer} of ${targets.length} series are cut to their ${kept} ${spec.length} rows`]
      : []),
  ];
}
