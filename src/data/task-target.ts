import type { DataSpec } from '../study/study-spec.ts';
import { declaredTask, defaultQuantiles, kindOfTask, type TaskName } from '../study/task/task-name.ts';
import { cellReader } from './cells/form.ts';
import { readNumber } from './cells/number.ts';
import { countNote, countsOf, likeCounts } from './count-target.ts';
import type { FaultList } from './fault-list.ts';
import type { RawData, RawTarget } from './raw-data.ts';
import { withTargets } from './raw-targets.ts';
import { knownOrder } from './table/roles/known-order.ts';

type Classes = Extract<RawTarget, { kind: 'classification' }>;
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
    return task === 'ordinal' ? twoClassesSaid(inOrder(target, name, spec, faults)) : { target };
  }
  if (task === 'count') return { target: countsOf(target, raw, faults) };
  if (task === 'quantile') return { target: { ...target, quantiles: spec.quantiles ?? defaultQuantiles } };
  return likeCounts(target) ? { target, note: countNote(target, raw.targets !== undefined) } : { target };
}

/** Between two classes stands none. */
function twoClassesSaid({ target, note }: Ordered): Ordered {
  if (target.classes.length !== 2) return { target, ...(note !== undefined && { note }) };
  const told =
    'an ordinal task of two classes is a plain classification: their order says only which is the higher one';
  return { target, note: note === undefined ? told : `${note}; ${told}` };
}

interface Ordered {
  readonly target: Classes;
  readonly note?: string;
}

/** The classes in their declared order, or by their numbers. */
function inOrder(
  target: Classes,
  name: string | undefined,
  { columns, classes: names }: TaskFields,
  faults: FaultList,
): Ordered {
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
