import type { SingleTask } from './task.ts';

/** The tasks by the names that a space file has for them. */
export const taskNames = [
  'classification',
  'ordinal',
  'regression',
  'count',
  'quantile',
  'multilabel',
] as const;
export type TaskName = (typeof taskNames)[number];

/** The tasks that one of several targets can have. */
export const singleTaskNames = [
  'classification',
  'ordinal',
  'regression',
  'count',
  'quantile',
] as const satisfies readonly TaskName[];

/** A task for all targets, or those of targets by name. */
export type DeclaredTasks = TaskName | Readonly<Record<string, (typeof singleTaskNames)[number]>>;

/** The task that the first of these names has; undefined for a target whose task is to be inferred. */
export function declaredTask(
  tasks: DeclaredTasks | undefined,
  ...names: readonly string[]
): TaskName | undefined {
  if (tasks === undefined || typeof tasks === 'string') return tasks;
  const name = names.find((each) => Object.hasOwn(tasks, each));
  return name === undefined ? undefined : tasks[name];
}

/** The name of a task: ordered classes, counts and quantiles have names of their own, and so have several targets. */
export function taskNameOf(task: TaskMarks): TaskName | 'joint' {
  if (task.kind === 'joint' || task.kind === 'multilabel') return task.kind;
  if (task.kind === 'classification') return task.ordered ? 'ordinal' : 'classification';
  if (task.count) return 'count';
  return task.quantiles === undefined ? 'regression' : 'quantile';
}

/** The parts of a task, or of a raw target, that name it. */
type TaskMarks =
  | { readonly kind: 'joint' }
  | { readonly kind: 'multilabel' }
  | Pick<Extract<SingleTask, { kind: 'classification' }>, 'kind' | 'ordered'>
  | Pick<Extract<SingleTask, { kind: 'regression' }>, 'kind' | 'count' | 'quantiles'>;

/** Whether a task has classes or numbers as its targets; labels are classes. */
export function kindOfTask(name: TaskName): SingleTask['kind'] {
  return name === 'classification' || name === 'ordinal' || name === 'multilabel'
    ? 'classification'
    : 'regression';
}

/** The quantiles of a space file that names none. */
export const defaultQuantiles: readonly number[] = [0.05, 0.5, 0.95];
