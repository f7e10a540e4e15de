import { didYouMean } from '../../faults/did-you-mean.ts';
import type { TaskName } from '../../study/task/task-name.ts';
import { targetsOf } from '../column-faults.ts';
import { type Finding, valueAt } from '../finding.ts';
import { dataKind } from './data-kind.ts';

/** Fields of one task only, beside `data.task`. */
export function taskFaults(content: unknown): Finding[] {
  const declared = declaredTasks(content);
  const fields = Object.entries(tasksOfFields).flatMap(([field, tasks]) => {
    const path = ['data', field];
    const value = valueAt(content, path);
    if (value === undefined || declared.some((task) => task === undefined || tasks.includes(task))) return [];
    const found = declared.join(', ');
    return [{ path, constraint: `must go with a ${tasks.join(' or ')}, and data.task is ${found}`, value }];
  });
  return [...fields, ...quantileFaults(content)];
}

/** The task of each target; undefined for one that the data decide. */
function declaredTasks(content: unknown): readonly (TaskName | undefined)[] {
  const task = valueAt(content, ['data', 'task']);
  if (typeof task !== 'object' || task === null) return [task as TaskName | undefined];
  const own = task as Readonly<Record<string, TaskName>>;
  const others = targetsOf(content).filter((name) => !Object.hasOwn(own, name));
  return [...Object.values(own), ...others.map(() => undefined)];
}

/** Fields beside `data.task`, and the tasks that have them; without a task the target decides. */
const tasksOfFields: Readonly<Record<string, readonly TaskName[]>> = {
  targetTransform: ['regression', 'quantile'],
  classWeights: ['classification', 'ordinal'],
};

function quantileFaults(content: unknown): Finding[] {
  const path = ['data', 'quantiles'];
  const value = valueAt(content, path);
  if (!Array.isArray(value)) return [];
  if (!declaredTasks(content).includes('quantile')) {
    return [{ path, constraint: 'must go with a data.task of quantile', value }];
  }
  const isAscending = value.every((each, at) => at === 0 || each > value[at - 1]);
  return isAscending ? [] : [{ path, constraint: 'must be ascending, each once', value }];
}

/** Fields of several targets, and of labels. */
export function targetsFaults(content: unknown): Finding[] {
  const listed = targetsOf(content);
  const names = [...new Set(listed)];
  const isMultilabel = valueAt(content, ['data', 'task']) === 'multilabel';
  // The names of targets in arrays are known from the data, and an array may have a label in each number of a row.
  const isTable = dataKind(content) === 'table';
  const target = ['data', 'target'];
  const weights = valueAt(content, ['data', 'targetWeights']);
  const separator = valueAt(content, ['data', 'separator']);
  const path = ['data', 'separator'];
  const faults: Finding[] = [];
  const task = valueAt(content, ['data', 'task']);
  const repeated = listed.find((name, index) => listed.indexOf(name) !== index);
  if (repeated !== undefined)
    faults.push({ path: target, constraint: 'must name each column once', value: repeated });
  // The other fields are judged once the list itself is in order.
  const given = valueAt(content, target);
  if (Array.isArray(given) && (given.length === 0 || given.length > names.length)) return faults;
  if (typeof task === 'object' && task !== null && isTable)
    faults.push(...unknownFaults(['data', 'task'], task, names));
  if (separator !== undefined && !isMultilabel)
    faults.push({ path, constraint: 'must go with the task multilabel', value: separator });
  if (separator !== undefined && isMultilabel && names.length > 1)
    faults.push({ path, constraint: 'must be left out, as each label has a column', value: separator });
  if (separator === undefined && isMultilabel && names.length === 1 && isTable) {
    const constraint = 'must name several columns of 0 and 1 for the task multilabel';
    const hint = 'or set data.separator to the mark between the labels in its cells';
    faults.push({ path: target, constraint, value: names[0], hint });
  }
  if (weights === undefined) return faults;
  const place = ['data', 'targetWeights'];
  if (!isTable && !isMultilabel) return faults;
  if (isMultilabel || names.length < 2) {
    const constraint = 'must go with several targets, each with a task of its own';
    return [...faults, { path: place, constraint, value: weights }];
  }
  return [...faults, ...unknownFaults(place, weights as object, names)];
}

function unknownFaults(path: readonly string[], named: object, targets: readonly string[]): Finding[] {
  return Object.keys(named)
    .filter((name) => !targets.includes(name))
    .map((name) => ({
      path: [...path, name],
      constraint: 'must be one of the targets',
      value: name,
      hint: didYouMean(name, targets) ?? targets.join(', '),
    }));
}
