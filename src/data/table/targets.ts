import { declaredTask, kindOfTask } from '../../study/task/task-name.ts';
import { constraintOf } from '../cells/form.ts';
import { sortNames } from '../cells/name.ts';
import type { FaultList } from '../fault-list.ts';
import type { NamedTarget, RawData, RawTarget, RawTargets } from '../raw-data.ts';
import { withTargets } from '../raw-targets.ts';
import { addCellFault } from './cell-faults.ts';
import type { RowPlaces } from './cell-tally.ts';
import { missingCode } from './column/distinct-cells.ts';
import type { ColumnBuilder } from './column-builder.ts';
import type { ColumnRequest } from './column-roles.ts';
import { targetNames } from './column-roles.ts';
import { namesIn } from './label-names.ts';
import { addDomainFaults } from './roles/transform-domain.ts';
import { addMissingFaults, addVarietyFault, readTarget } from './target-column.ts';

type Targets = Pick<RawData, 'target' | 'targets' | 'targetColumn'>;

interface Place {
  readonly places: RowPlaces;
  readonly faults: FaultList;
}

/** The target or targets of a table, whose columns these are. */
export function readTargets(
  builders: readonly ColumnBuilder[],
  request: ColumnRequest,
  place: Place,
): Targets & { readonly numbers: readonly ColumnBuilder[] } {
  const names = targetNames(request.target);
  const columns = names.flatMap((name) => builders.find((builder) => builder.name === name) ?? []);
  const [first] = columns;
  if (first === undefined) throw new Error('a table was read without its target');
  if (request.task === 'multilabel')
    return { ...withTargets(readLabels(columns, request, place)), numbers: [] };
  const parts = columns.map((builder) => ({ name: builder.name, target: readOne(builder, request, place) }));
  // The class name inf is ordinary text.
  const numbers = columns.filter((_, index) => parts[index]?.target.kind === 'regression');
  const [only] = parts;
  if (only !== undefined && parts.length === 1)
    return { target: only.target, targetColumn: only.name, numbers };
  return { ...withTargets({ kind: 'joint', parts }), numbers };
}

function readOne(builder: ColumnBuilder, request: ColumnRequest, { places, faults }: Place): RawTarget {
  const { target, targetTransform } = request;
  const task = declaredTask(request.task, builder.name);
  const isTransformed = targetTransform !== undefined && targetNames(target).length === 1;
  const declared = task === undefined || task === 'multilabel' ? undefined : kindOfTask(task);
  const read = readTarget(builder, declared ?? (isTransformed ? 'regression' : undefined), places, faults);
  addDomainFaults(read, builder, { targetTransform, task }, { places, faults });
  return read;
}

function readLabels(
  columns: readonly [ColumnBuilder, ...ColumnBuilder[]] | readonly ColumnBuilder[],
  { separator }: ColumnRequest,
  place: Place,
): RawTargets {
  const [first] = columns as readonly [ColumnBuilder];
  const { missing } = first.declaration;
  const words = missing === undefined ? {} : { missing };
  if (separator !== undefined) {
    const parts = dividedLabels(first, separator, place);
    return { kind: 'multilabel', parts, column: first.name, separator, ...words };
  }
  return { kind: 'multilabel', parts: columns.map((column) => labelColumn(column, place)), ...words };
}

/** A column of truth values: 0 or 1, or false or true; −1 for a missing cell. */
function labelColumn(builder: ColumnBuilder, { places, faults }: Place): NamedTarget {
  const constraint = `a label ${constraintOf({ type: 'boolean' })}`;
  addCellFault('text-among-numbers', builder, builder.texts, { faults, constraint });
  const labels = Int32Array.from(builder.numbers(), (value) => (Number.isNaN(value) ? -1 : value));
  addMissingFaults(builder, rowsOf(labels, -1), places, faults);
  return namedLabel(builder.name, labels, faults);
}

/**
 * The labels that stand in the cells of one column, sorted. An empty cell has none of them; a word for "no value" means
 * that the row has no target.
 */
function dividedLabels(builder: ColumnBuilder, separator: string, { places, faults }: Place): NamedTarget[] {
  const written = builder.categories().map((cell) => namesIn(cell, separator));
  const names = sortNames([...new Set(written.flat())]);
  const codes = builder.codes();
  const isMissing = codes.map((code) => (code < missingCode ? -1 : 0));
  addMissingFaults(builder, rowsOf(isMissing, -1), places, faults);
  if (names.length === 0)
    faults.add({
      field: builder.name,
      constraint: 'must have a label in some row',
      column: builder.position,
    });
  return names.map((name) => {
    const hasLabel = written.map((cell) => cell.includes(name));
    const labels = codes.map((code) => (code < missingCode ? -1 : Number(hasLabel[code] ?? false)));
    return namedLabel(name, labels, faults);
  });
}

function namedLabel(name: string, labels: Int32Array, faults: FaultList): NamedTarget {
  const found = [0, 1].filter((value) => labels.includes(value)).map(String);
  addVarietyFault(name, found, faults);
  return { name, target: { kind: 'classification', classes: ['0', '1'], labels } };
}

function rowsOf(values: Int32Array, wanted: number): number[] {
  const rows: number[] = [];
  values.forEach((value, row) => {
    if (value === wanted) rows.push(row);
  });
  return rows;
}
