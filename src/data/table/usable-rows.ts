import type { FaultList } from '../fault-list.ts';
import type { KeyColumn, RawColumn, RawData, RawTable, RawTarget, RowSteps } from '../raw-data.ts';
import { noSplit } from './assigned-split.ts';
import { noGroup } from './group-builder.ts';

export const noRowLeft = { field: 'rows', constraint: 'none is left that can be used' };

type TableData = Omit<RawData, 'file'>;

/**
 * Leaves out rows without a target, a split, a weight, or the group or time that the split or windows need, and then columns
 * without a value. Works in place: a table may fill most
 * of the memory. It is a fault when no row or no column remains.
 */
export function keepUsableRows(data: TableData, faults: FaultList): TableData {
  const kept = usableRows(data);
  const inputs = keepInRows(data.inputs, kept, data.rowNumbers.length);
  const columns = inputs.columns.filter((column) => hasValue(column));
  for (const { name } of inputs.columns.filter((column) => !columns.includes(column))) {
    const fault = { field: name, constraint: 'has no value in any row that has a target' };
    faults.tolerate({ kind: 'empty-column', faults: [fault] });
  }
  if (kept.length === 0) faults.add(noRowLeft);
  else if (columns.length === 0 && data.steps === undefined)
    faults.add({ field: 'columns', constraint: 'none is left that can be used' });
  return {
    ...data,
    inputs: { kind: 'table', columns },
    target: keepTarget(data.target, kept),
    rowNumbers: keep(data.rowNumbers, kept),
    ...(data.weights && { weights: { ...data.weights, values: keep(data.weights.values, kept) } }),
    ...(data.assigned && { assigned: keep(data.assigned, kept) }),
    ...(data.groups && { groups: { ...data.groups, codes: keep(data.groups.codes, kept) } }),
    ...(data.keys && { keys: data.keys.map((key) => keepKey(key, kept)) }),
    ...(data.times && { times: { ...data.times, values: keep(data.times.values, kept) } }),
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

function usableRows({ target, assigned, groups, times, steps, weights, rowNumbers }: TableData): Int32Array {
  const hasTarget = (row: number) =>
    target.kind === 'regression' ? !Number.isNaN(target.values[row]) : (target.labels[row] as number) >= 0;
  const hasSplit = (row: number) =>
    assigned?.[row] !== noSplit && groups?.codes[row] !== noGroup && !Number.isNaN(times?.values[row] ?? 0);
  const hasStep = (row: number) =>
    steps?.series?.codes[row] !== noGroup && !Number.isNaN(steps?.times.values[row] ?? 0);
  const isUsable = (row: number) =>
    hasTarget(row) && hasSplit(row) && hasStep(row) && !Number.isNaN(weights?.values[row] ?? 0);
  const kept = new Int32Array(rowNumbers.length);
  let count = 0;
  for (let row = 0; row < kept.length; row++) if (isUsable(row)) kept[count++] = row;
  return kept.subarray(0, count);
}

function keepInRows(inputs: RawData['inputs'], kept: Int32Array, rows: number): RawTable {
  if (inputs.kind !== 'table') throw new Error(`${inputs.kind} have no unusable rows`);
  if (kept.length === rows) return inputs;
  return { kind: 'table', columns: inputs.columns.map((column) => keepColumn(column, kept)) };
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
