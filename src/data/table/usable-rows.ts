import type { FaultList } from '../fault-list.ts';
import type {
  KeyColumn,
  RawColumn,
  RawData,
  RawTable,
  RawTarget,
  RawTargets,
  RowGroups,
  RowSteps,
} from '../raw-data.ts';
import { targetsOf, withTargets } from '../raw-targets.ts';
import { noSplit } from './assigned-split.ts';
import { noGroup } from './group-builder.ts';

export const noRowLeft = { field: 'rows', constraint: 'none is left that can be used' };

/** Rows of a table, or of images that a table lists. */
export type TableData = Omit<RawData, 'file'> & { readonly paths?: RowGroups };

/**
 * Leaves out rows without a target, a split, a weight, a path, or the group or time that the split or windows need, and
 * then columns without a value. It is a fault when no row or no column remains.
 */
export function keepUsableRows<Data extends TableData>(data: Data, faults: FaultList): Data {
  const kept = usableRows(data);
  if (kept.length === 0) faults.add(noRowLeft);
  const usable = keepRows(data, kept);
  const { inputs, paths } = usable;
  if (inputs.kind !== 'table') return usable;
  const columns = inputs.columns.filter((column) => hasValue(column));
  for (const { name } of inputs.columns.filter((column) => !columns.includes(column))) {
    const fault = { field: name, constraint: 'has no value in any row that has a target' };
    faults.tolerate({ kind: 'empty-column', faults: [fault] });
  }
  if (kept.length > 0 && columns.length === 0 && paths === undefined && data.steps === undefined)
    faults.add({ field: 'columns', constraint: 'none is left that can be used' });
  return { ...usable, inputs: { kind: 'table', columns } };
}

/** These rows alone, without classes that have none. Works in place: a table may fill most of the memory. */
export function keepRows<Data extends TableData>(data: Data, kept: Int32Array): Data {
  const { inputs, rowNumbers, weights, assigned, groups, keys, times, paths } = data;
  return {
    ...data,
    inputs: inputs.kind === 'table' && kept.length < rowNumbers.length ? keepColumns(inputs, kept) : inputs,
    ...keepTargets(data, kept),
    rowNumbers: keep(rowNumbers, kept),
    ...(weights && { weights: { ...weights, values: keep(weights.values, kept) } }),
    ...(assigned && { assigned: keep(assigned, kept) }),
    ...(groups && { groups: { ...groups, codes: keep(groups.codes, kept) } }),
    ...(paths && { paths: { ...paths, codes: keep(paths.codes, kept) } }),
    ...(keys && { keys: keys.map((key) => keepKey(key, kept)) }),
    ...(times && { times: { ...times, values: keep(times.values, kept) } }),
    ...(data.steps && { steps: keepSteps(data.steps, kept) }),
  };
}

function keepSteps({ times, series, time }: RowSteps, kept: Int32Array): RowSteps {
  return {
    time,
    times: { ...times, values: keep(times.values, kept) },
    ...(series && { series: { ...series, codes: keep(series.codes, kept) } }),
  };
}

function usableRows(data: TableData): Int32Array {
  const { assigned, groups, times, steps, weights, paths, rowNumbers } = data;
  const targets = targetsOf(data);
  const hasTarget = (row: number) =>
    targets.every((target) =>
      target.kind === 'regression' ? !Number.isNaN(target.values[row]) : (target.labels[row] as number) >= 0,
    );
  const hasSplit = (row: number) =>
    assigned?.[row] !== noSplit && groups?.codes[row] !== noGroup && !Number.isNaN(times?.values[row] ?? 0);
  const hasStep = (row: number) =>
    steps?.series?.codes[row] !== noGroup && !Number.isNaN(steps?.times.values[row] ?? 0);
  const isUsable = (row: number) =>
    hasTarget(row) &&
    hasSplit(row) &&
    hasStep(row) &&
    paths?.codes[row] !== noGroup &&
    !Number.isNaN(weights?.values[row] ?? 0);
  const kept = new Int32Array(rowNumbers.length);
  let count = 0;
  for (let row = 0; row < kept.length; row++) if (isUsable(row)) kept[count++] = row;
  return kept.subarray(0, count);
}

function keepColumns({ columns }: RawTable, kept: Int32Array): RawTable {
  return { kind: 'table', columns: columns.map((column) => keepColumn(column, kept)) };
}

function keepColumn(column: RawColumn, kept: Int32Array): RawColumn {
  if (column.kind === 'number') return { ...column, values: keep(column.values, kept) };
  return { ...column, codes: keep(column.codes, kept) };
}

/** A key has only the first rows. */
function keepKey(key: KeyColumn, kept: Int32Array): KeyColumn {
  const end = kept.findIndex((row) => row >= key.values.length);
  return { ...key, values: keep(key.values, end === -1 ? kept : kept.subarray(0, end)) };
}

/** The targets share no memory with each other, except that one of several is also `target`. */
function keepTargets(
  { target, targets }: Pick<TableData, 'target' | 'targets'>,
  kept: Int32Array,
): Pick<TableData, 'target' | 'targets'> {
  if (targets === undefined) return { target: keepTarget(target, kept) };
  const keepPart = targets.kind === 'multilabel' ? keepLabels : keepTarget;
  const parts = targets.parts.map((part) => ({ ...part, target: keepPart(part.target, kept) }));
  const { targetColumn: _, ...all } = withTargets({ ...targets, parts } satisfies RawTargets);
  return all;
}

/** A label has the classes 0 and 1 whatever rows there are. */
function keepLabels(target: RawTarget, kept: Int32Array): RawTarget {
  if (target.kind === 'regression') throw new Error('a label is a class');
  return { ...target, labels: keep(target.labels, kept) };
}

/** Drops classes that have no rows left. */
function keepTarget(target: RawTarget, kept: Int32Array): RawTarget {
  if (target.kind === 'regression') return { ...target, values: keep(target.values, kept) };
  const labels = keep(target.labels, kept);
  const seen = new Set(labels);
  const places = new Map([...seen].sort((one, other) => one - other).map((label, place) => [label, place]));
  return {
    ...target,
    classes: target.classes.filter((_, label) => seen.has(label)),
    labels: labels.map((label) => places.get(label) as number),
  };
}

/** Moves the items at ascending indices to the front of their own array. */
function keep<T extends Float64Array | Int32Array | Uint8Array>(items: T, kept: Int32Array): T {
  if (kept.length === items.length) return items;
  for (let index = 0; index < kept.length; index++) items[index] = items[kept[index] as number] as number;
  return items.subarray(0, kept.length) as T;
}

function hasValue(column: RawColumn): boolean {
  if (column.kind === 'number') return column.values.some((value) => !Number.isNaN(value));
  return column.codes.some((code) => code >= 0);
}
