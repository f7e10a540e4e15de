import { didYouMean } from '../../faults/did-you-mean.ts';
import type { TaskName } from '../../study/task/task-name.ts';
import { targetsOf } from '../column-faults.ts';
import { type Finding, valueAt } from '../finding.ts';
import { dataKind } from './data-kind.ts';

/** Fields of one task only, beside `data.task`. */
export function taskFaults(content: unknown): Finding[] {
  const task = valueAt(content, ['data', 'task']);
  const fields = Object.entries(tasksOfFields).flatMap(([field, tasks]) => {
    const path = ['data', field];
    const value = valueAt(content, path);
    if (value === undefined || task === undefined || tasks.includes(task as TaskName)) return [];
    return [{ path, constraint: `must go with a ${tasks.join(' or ')}, and data.task is ${task}`, value }];
  });
  return [...fields, ...quantileFaults(content)];
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
  if (valueAt(content, ['data', 'task']) !== 'quantile') {
    return [{ path, constraint: 'must go with a data.task of quantile', value }];
  }
  const isAscending = value.every((each, at) => at === 0 || each > value[at - 1]);
  return isAscending ? [] : [{ path, constraint: 'must be ascending, each once', value }];
}

/** Fields of several targets, and of labels. */
export function targetsFaults(content: unknown): Finding[] {
  const names = targetsOf(content);
  const isMultilabel = valueAt(content, ['data', 'task']) === 'multilabel';
  const target = ['data', 'target'];
  const weights = valueAt(content, ['data', 'targetWeights']);
  const separator = valueAt(content, ['data', 'separator']);
  const path = ['data', 'separator'];
  const faults: Finding[] = [];
  const task = valueAt(content, ['data', 'task']);
  if (names.length > 1 && ['ordinal', 'count', 'quantile'].includes(task as string)) {
    faults.push({ path: ['data', 'task'], constraint: 'must have one target, and not several', value: task });
  }
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    faults.push({ path: target, constraint: 'must name each column once', value: repeated });
  if (separator !== undefined && !isMultilabel)
    faults.push({ path, constraint: 'must go with the task multilabel', value: separator });
  if (separator !== undefined && isMultilabel && names.length > 1)
    faults.push({ path, constraint: 'must be left out, as each label has a column', value: separator });
  // An array may have a label in each number of a row.
  const isTable = dataKind(content) === 'table';
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
  const unknown = Object.keys(weights as object).filter((name) => !names.includes(name));
  return [
    ...faults,
    ...unknown.map((name) => ({
      path: [...place, name],
      constraint: 'must be one of the targets',
      value: name,
      hint: didYouMean(name, names) ?? names.join(', '),
    })),
  ];
}
