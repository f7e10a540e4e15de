import { dividedMetric, metricOfPart } from '../study/outputs/part-name.ts';
import type { JointTask, Task } from '../study/pipeline.ts';
import { type TaskName, taskNameOf } from '../study/task/task-name.ts';
import { classMetrics, labelMetrics, valueMetrics } from './catalogue.ts';

/** The metrics of every trial: the loss, and those that people read. */
const standardMetrics = {
  classification: ['loss', 'accuracy', 'f1'],
  ordinal: ['loss', 'accuracy', 'f1', 'rankMae', 'quadraticKappa'],
  regression: ['loss', 'mae', 'r2'],
  count: ['loss', 'mae', 'rmse', 'r2'],
  quantile: ['loss', 'mae', 'r2'],
  multilabel: ['loss', 'subsetAccuracy', 'hammingLoss', 'f1'],
} as const satisfies Readonly<Record<TaskName, readonly string[]>>;

/** The metric shown to people beside the loss. */
const readableMetrics = {
  classification: 'accuracy',
  ordinal: 'rankMae',
  regression: 'mae',
  count: 'mae',
  quantile: 'mae',
  multilabel: 'subsetAccuracy',
} as const satisfies Readonly<Record<TaskName, string>>;

/** The metrics of every trial of a task; of several targets the loss together, and of each its loss and readable metric. */
export function standardOf(task: Task): readonly string[] {
  if (task.kind !== 'joint') return standardMetrics[singleName(task)];
  const ofParts = task.parts.flatMap(({ name, task: own }) =>
    ['loss', readableOf(own)].map((metric) => metricOfPart(metric, name)),
  );
  return ['loss', ...ofParts];
}

/** The metric of a task that is shown to people beside the loss; of several targets the first one's. */
export function readableOf(task: Task): string {
  if (task.kind !== 'joint') return readableMetrics[singleName(task)];
  const [first] = task.parts as [JointTask['parts'][number]];
  return metricOfPart(readableOf(first.task), first.name);
}

/** Like `readableOf`, of a task with one target. */
export function readableOfName(name: TaskName): string {
  return readableMetrics[name];
}

function singleName(task: Exclude<Task, JointTask>): TaskName {
  return taskNameOf(task) as TaskName;
}

/** The readable metric among these names, which identify the task: ordered classes also have an accuracy. */
export function readableAmong(numbers: Readonly<Record<string, unknown>>): string {
  const known: readonly string[] = Object.values(readableMetrics);
  const isReadable = (name: string) => known.includes(dividedMetric(name).metric);
  const found = Object.keys(numbers).filter(isReadable);
  return found.find((name) => name === readableMetrics.ordinal) ?? found[0] ?? readableMetrics.regression;
}

/** Every metric of a task; those of one of several targets, or of one label, have its name after a dot. */
export function metricNames(task: Task): string[] {
  const { kind } = task;
  if (kind === 'joint') {
    const ofParts = task.parts.flatMap(({ name, task: own }) =>
      metricNames(own).map((metric) => metricOfPart(metric, name)),
    );
    return ['loss', ...ofParts];
  }
  if (kind === 'regression') return Object.keys(valueMetrics);
  if (kind === 'classification') {
    return Object.keys(classMetrics).filter((name) => name !== 'rankMae' || task.ordered);
  }
  const names = Object.keys(labelMetrics);
  return [...names, ...task.labels.flatMap((label) => names.map((metric) => metricOfPart(metric, label)))];
}
