import { brokenTarget } from '../study/outputs/target-domain.ts';
import type { DataSpec } from '../study/study-spec.ts';
import { defaultQuantiles, kindOfTask } from '../study/task/task-name.ts';
import { cellReader } from './cells/form.ts';
import { readNumber } from './cells/number.ts';
import type { FaultList } from './fault-list.ts';
import { placeOfRow, type RawData, type RawTarget } from './raw-data.ts';
import { knownOrder } from './table/roles/known-order.ts';

type Classes = Extract<RawTarget, { kind: 'classification' }>;
type Values = Extract<RawTarget, { kind: 'regression' }>;
type TaskFields = Pick<DataSpec, 'task' | 'quantiles' | 'columns' | 'classes'>;

/**
 * The source with the target of the task that the space file names: classes in their order, counts, or quantiles. Adds
 * a fault for classes without an order, and for numbers that are no counts. A regression whose numbers look like counts
 * stays one, and a note says so.
 */
export function withTask(raw: RawData, spec: TaskFields, faults: FaultList): RawData {
  const { target, notes = [] } = raw;
  const { task } = spec;
  if (raw.targets !== undefined) {
    const isOfOne = task === 'ordinal' || task === 'count' || task === 'quantile';
    const constraint = 'must be classification, regression or multilabel where there are several targets';
    if (isOfOne) faults.add({ field: 'data.task', constraint, value: task });
    return raw;
  }
  if (task !== undefined && kindOfTask(task) !== target.kind) return raw;
  if (target.kind === 'classification') {
    if (task !== 'ordinal') return raw;
    const { target: ordered, note } = inOrder(target, raw, spec, faults);
    return { ...raw, target: ordered, ...(note !== undefined && { notes: [...notes, note] }) };
  }
  if (task === 'count') return { ...raw, target: countsOf(target, raw, faults) };
  if (task === 'quantile') {
    return { ...raw, target: { ...target, quantiles: spec.quantiles ?? defaultQuantiles } };
  }
  const note = likeCounts(target) ? countNote(target) : undefined;
  return note === undefined ? raw : { ...raw, notes: [...notes, note] };
}

/** The classes in their declared order, or by their numbers. */
function inOrder(
  target: Classes,
  { targetColumn }: RawData,
  { columns, classes: names }: TaskFields,
  faults: FaultList,
): { target: Classes; note?: string } {
  // Names of classes 0, 1, 2 … are in the order of these.
  if (names !== undefined) return { target: { ...target, ordered: true } };
  const order = targetColumn === undefined ? undefined : columns?.[targetColumn]?.order;
  const read =
    order === undefined ? readNumber : cellReader({ form: { type: 'ordinal', order }, missing: [] });
  const numbers = target.classes.map((name) => read(name) ?? Number.NaN);
  const known = order === undefined && numbers.some(Number.isNaN) ? knownOrder(target.classes) : undefined;
  const places = known ?? numbers;
  if (places.some(Number.isNaN)) {
    const field = targetColumn ?? 'data.task';
    const constraint = 'the classes of an ordinal task must have an order';
    faults.add({ field, constraint, hint: orderHint(target.classes, targetColumn) });
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

function countNote({ name, values }: Values): string {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  return `${name} looks like a count, whole numbers from 0 to ${largest}: data.task "count" would train a Poisson regression, which predicts no negative numbers`;
}
