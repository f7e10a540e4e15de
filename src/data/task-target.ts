import { brokenTarget } from '../study/outputs/target-domain.ts';
import type { DataSpec } from '../study/study-spec.ts';
import { declaredTask, defaultQuantiles, kindOfTask, type TaskName } from '../study/task/task-name.ts';
import { cellReader } from './cells/form.ts';
import { readNumber } from './cells/number.ts';
import type { FaultList } from './fault-list.ts';
import { placeOfRow, type RawData, type RawTarget } from './raw-data.ts';
import { withTargets } from './raw-targets.ts';
import { knownOrder } from './table/roles/known-order.ts';

type Classes = Extract<RawTarget, { kind: 'classification' }>;
type Values = Extract<RawTarget, { kind: 'regression' }>;
type TaskFields = Pick<DataSpec, 'task' | 'quantiles' | 'columns' | 'classes'>;

/**
 * The source with the targets of the tasks that the space file names: classes in their order, counts, or quantiles. Adds
 * a fault for classes without an order, and for numbers that are no counts. A regression whose numbers look like counts
 * stays one, and a note says so.
 */
export function withTask(raw: RawData, spec: TaskFields, faults: FaultList): RawData {
  const { targets, notes = [] } = raw;
  if (targets === undefined) {
    const name = raw.targetColumn;
    const task = declaredTask(spec.task, ...(name === undefined ? [] : [name]));
    const { target, note } = withOwnTask(raw.target, task, { raw, spec, faults, name });
    return { ...raw, target, ...(note !== undefined && { notes: [...notes, note] }) };
  }
  if (targets.kind === 'multilabel') return raw;
  const arrays = (raw.targetArrays ?? []).flatMap((array) => Array<string>(array.targets).fill(array.name));
  const said: string[] = [];
  const parts = targets.parts.map(({ name, target: own }, place) => {
    const task = declaredTask(spec.task, name, ...arrays.slice(place, place + 1));
    const { target, note } = withOwnTask(own, task, { raw, spec, faults, name });
    if (note !== undefined) said.push(target.kind === 'classification' ? `${name}: ${note}` : note);
    return { name, target };
  });
  return { ...raw, ...withTargets({ ...targets, parts }), notes: [...notes, ...said] };
}

interface Reading {
  readonly raw: RawData;
  readonly spec: TaskFields;
  readonly faults: FaultList;
  /** The target's column or array. */
  readonly name: string | undefined;
}

function withOwnTask(
  target: RawTarget,
  task: TaskName | undefined,
  { raw, spec, faults, name }: Reading,
): { readonly target: RawTarget; readonly note?: string } {
  if (task !== undefined && kindOfTask(task) !== target.kind) return { target };
  if (target.kind === 'classification') {
    return task === 'ordinal' ? inOrder(target, name, spec, faults) : { target };
  }
  if (task === 'count') return { target: countsOf(target, raw, faults) };
  if (task === 'quantile') return { target: { ...target, quantiles: spec.quantiles ?? defaultQuantiles } };
  return likeCounts(target) ? { target, note: countNote(target, raw.targets !== undefined) } : { target };
}

/** The classes in their declared order, or by their numbers. */
function inOrder(
  target: Classes,
  name: string | undefined,
  { columns, classes: names }: TaskFields,
  faults: FaultList,
): { target: Classes; note?: string } {
  // Names of classes 0, 1, 2 … are in the order of these.
  if (names !== undefined) return { target: { ...target, ordered: true } };
  const order = name === undefined ? undefined : columns?.[name]?.order;
  const read =
    order === undefined ? readNumber : cellReader({ form: { type: 'ordinal', order }, missing: [] });
  const numbers = target.classes.map((each) => read(each) ?? Number.NaN);
  const known = order === undefined && numbers.some(Number.isNaN) ? knownOrder(target.classes) : undefined;
  const places = known ?? numbers;
  if (places.some(Number.isNaN)) {
    const field = name ?? 'data.task';
    const constraint = 'the classes of an ordinal task must have an order';
    faults.add({ field, constraint, hint: orderHint(target.classes, name) });
    return { target };
  }
  const labels = [...target.classes.keys()].sort(
    (one, other) => (places[one] as number) - (places[other] as number),
  );
  const rank = new Int32Array(labels.length);
  labels.forEach((label, place) => {
    rank[label] = place;
  });
  const classes = labels.map((label) => target.classes[label] as string);
  const ordered: Classes = {
    ...target,
    classes,
    labels: target.labels.map((label) => (label < 0 ? label : (rank[label] as number))),
    ordered: true,
  };
  const shown = classes.length > 12 ? [...classes.slice(0, 5), '…', ...classes.slice(-2)] : classes;
  return order === undefined
    ? {
        target: ordered,
        note: `the classes are ordered by their ${known === undefined ? 'numbers' : 'usual meaning, which data.columns can declare otherwise'}: ${shown.join(' < ')}`,
      }
    : { target: ordered };
}

/** How to declare an order; the classes of the example are the first by alphabet, whatever their order is. */
function orderHint(classes: readonly string[], targetColumn: string | undefined): string {
  if (targetColumn === undefined) return 'name them by numbers in their order';
  const [first = '', second = ''] = classes;
  const declaration = JSON.stringify({ [targetColumn]: { type: 'ordinal', order: [first, second, '…'] } });
  return `declare it in data.columns, lowest first; by alphabet, which is hardly their order, it would begin ${declaration}`;
}

/** Tables have refused other numbers already, with their lines. */
function countsOf(target: Values, raw: RawData, faults: FaultList): Values {
  const broken = target.values.findIndex((value) => brokenTarget(value, { isCount: true }) !== undefined);
  if (broken >= 0) {
    const value = target.values[broken] as number;
    faults.add({
      field: `${target.name} in ${placeOfRow(raw, broken)}`,
      constraint: brokenTarget(value, { isCount: true }) as string,
      value,
    });
  }
  return { ...target, count: true };
}

/** Counts of rare things: whole numbers from 0, most of them small. */
function likeCounts({ values, form }: Values): boolean {
  if (form !== undefined || values.length === 0) return false;
  let [zeros, small] = [0, 0];
  for (const value of values) {
    if (!(value >= 0 && Number.isInteger(value))) return false;
    if (value === 0) zeros++;
    if (value <= 100) small++;
  }
  return zeros > 0 && small > values.length / 2;
}

function countNote({ name, values }: Values, isOneOfSeveral: boolean): string {
  const task = isOneOfSeveral ? `{ "${name}": "count" }` : '"count"';
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  return `${name} looks like a count, whole numbers from 0 to ${largest}: data.task ${task} would train a Poisson regression, which predicts no negative numbers`;
}
