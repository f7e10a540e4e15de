import { columnTypes } from '../study/column-spec.ts';
import { type Finding, valueAt } from './finding.ts';

/** Columns with two roles, and declarations of columns that contradict each other. */
export function columnFaults(content: unknown): Finding[] {
  return [
    ...targetFaults(content),
    ...weightFaults(content),
    ...excludedFaults(content),
    ...targetTypeFaults(content),
    ...separatorFaults(content),
    ...zoneFaults(content),
    ...textFaults(content),
    ...nameFaults(content),
  ];
}

/** The columns of a split, by the fields that name them. */
export const splitColumns = ['column', 'group', 'time'] as const;

/** The target column can have no other role. */
function targetFaults(content: unknown): Finding[] {
  const excluded = valueAt(content, ['data', 'exclude']);
  return targetsOf(content).flatMap((target) => {
    const index = Array.isArray(excluded) ? excluded.indexOf(target) : -1;
    const paths = [
      ...splitColumns.map((field) => ['data', 'split', field]),
      ['data', 'exclude', index],
    ].filter((path) => valueAt(content, path) === target);
    return paths.map((path) => ({ path, constraint: 'must not be the target', value: target }));
  });
}

/** The names of the target or the targets. */
export function targetsOf(content: unknown): string[] {
  const target = valueAt(content, ['data', 'target']);
  return [target].flat().filter((name) => typeof name === 'string');
}

/** The column of weights can have no other role. */
function weightFaults(content: unknown): Finding[] {
  const path = ['data', 'weight'];
  const weight = valueAt(content, path);
  const isAsked = valueAt(content, ['data', 'weightMetrics']) === true;
  if (weight === undefined && isAsked) {
    return [{ path, constraint: 'must be given: data.weightMetrics needs the column of weights' }];
  }
  if (typeof weight !== 'string') return [];
  const excluded = valueAt(content, ['data', 'exclude']);
  const others = [
    ['the target', targetsOf(content).includes(weight)],
    ['the split column', valueAt(content, ['data', 'split', 'column']) === weight],
    ['in data.exclude', Array.isArray(excluded) && excluded.includes(weight)],
  ] as const;
  return others.flatMap(([role, isTaken]) =>
    isTaken ? [{ path, constraint: `must not be ${role}`, value: weight }] : [],
  );
}

/** An excluded column is not read, so that a declaration of it would be ignored; except where it orders or groups rows. */
function excludedFaults(content: unknown): Finding[] {
  const excluded = valueAt(content, ['data', 'exclude']);
  if (!Array.isArray(excluded)) return [];
  const keys = [
    ...splitColumns.map((field) => ['data', 'split', field]),
    ...['window', 'sequence'].flatMap((form) => ['by', 'time'].map((field) => ['data', form, field])),
  ].flatMap((path) => [valueAt(content, path)].flat());
  return columnPaths(content).flatMap((path) => {
    const [, , name] = path;
    if (!excluded.includes(name) || keys.includes(name)) return [];
    return [{ path, constraint: 'must not be declared, as data.exclude leaves the column out' }];
  });
}

/** Types that tell neither classes nor numbers. */
const noTargets: readonly unknown[] = ['date', 'text', 'id'];

/** The declared types of the targets' columns must be those that a task can have. */
function targetTypeFaults(content: unknown): Finding[] {
  return targetsOf(content).flatMap((target) => typeFaults(content, target));
}

function typeFaults(content: unknown, target: string): Finding[] {
  const path = ['data', 'columns', target];
  const declared = valueAt(content, path);
  const value = typeof declared === 'string' ? declared : valueAt(declared, ['type']);
  const tasks = valueAt(content, ['data', 'task']);
  const task = typeof tasks === 'object' ? valueAt(tasks, [target]) : tasks;
  if (noTargets.includes(value)) {
    const types = columnTypes.filter((type) => !noTargets.includes(type)).join(', ');
    return [{ path, constraint: `must be one of ${types}, as it is the target`, value }];
  }
  const isNumber = typeof task === 'string' && !['classification', 'ordinal'].includes(task);
  if (value !== 'category' || !isNumber) return [];
  return [{ path, constraint: `must not be category, as data.task is ${task}`, value }];
}

/** A mark cannot stand both before decimals and between thousands; a column inherits both marks from the table. */
function separatorFaults(content: unknown): Finding[] {
  const table = ['data'];
  return [table, ...columnPaths(content)].flatMap((place) => {
    const own = (field: string) => valueAt(content, [...place, field]);
    const inherited = (field: string) => own(field) ?? valueAt(content, [...table, field]);
    const [field, other] =
      own('thousands') === undefined ? ['decimal', 'thousands'] : ['thousands', 'decimal'];
    const value = own(field);
    if (value === undefined || inherited('thousands') !== (inherited('decimal') ?? '.')) return [];
    const constraint = `must differ from the mark of ${other}`;
    return [{ path: [...place, field], constraint, value, hint: `set ${other} to another mark beside it` }];
  });
}

/** A zone alone would be ignored: the inferred forms are in UTC. */
function zoneFaults(content: unknown): Finding[] {
  return columnPaths(content).flatMap((path) => {
    const zone = valueAt(content, [...path, 'zone']);
    if (zone === undefined || valueAt(content, [...path, 'format']) !== undefined) return [];
    const constraint = 'must go with a format, in which the cells are read';
    return [{ path: [...path, 'zone'], constraint, value: zone }];
  });
}

/** Words are hashed to buckets; ids have a vocabulary and a length. */
function textFaults(content: unknown): Finding[] {
  return columnPaths(content).flatMap((path) => {
    const as = valueAt(content, [...path, 'as']);
    const isHashed = as === undefined || as === 'words';
    const fields = isHashed ? ['vocabulary', 'length'] : ['buckets'];
    return fields.flatMap((field) => {
      const value = valueAt(content, [...path, field]);
      if (valueAt(content, [...path, 'type']) !== 'text' || value === undefined) return [];
      const constraint = `must go with "as": ${isHashed ? '"tokens" or "characters"' : '"words"'}`;
      return [{ path: [...path, field], constraint, value }];
    });
  });
}

/** The one name that the schema silently ignores. */
function nameFaults(content: unknown): Finding[] {
  const path = ['data', 'columns', '__proto__'];
  if (valueAt(content, path) === undefined) return [];
  return [{ path, constraint: 'cannot be declared under this name: rename the column in the data' }];
}

function columnPaths(content: unknown): string[][] {
  const columns = valueAt(content, ['data', 'columns']);
  if (typeof columns !== 'object' || columns === null) return [];
  return Object.keys(columns).map((name) => ['data', 'columns', name]);
}
