import type { SingleTask, Task } from '../pipeline.ts';

/** Numbers that the network returns for one row, and of the tensor of targets that a loss receives for it. */
export function outputWidth(task: Task): number {
  if (task.kind === 'joint') return totalWidth(task.parts.map((part) => outputWidth(part.task)));
  return task.kind === 'multilabel' ? task.labels.length : singleWidth(task);
}

/**
 * Numbers that the model of a family returns for one row. Ordered classes have one fewer: the log odds of each step
 * upwards, from which a fixed layer computes those of the classes.
 */
export function builtWidth(task: Task): number {
  if (task.kind === 'joint') return totalWidth(task.parts.map((part) => builtWidth(part.task)));
  return task.kind === 'classification' && task.ordered ? task.classes.length - 1 : outputWidth(task);
}

/** Numbers of a split's `y` for one row: a class index, or a scaled target; of each target, 0 or 1 for each label. */
export function targetColumns(task: Task): number {
  if (task.kind === 'joint') return totalWidth(task.parts.map((part) => targetColumns(part.task)));
  return task.kind === 'multilabel' ? task.labels.length : 1;
}

/** Numbers of `Predictions` for one row: the classes' probabilities, a value, or one for each quantile; of each target, or of each label. */
export function predictionWidth(task: Task): number {
  if (task.kind === 'joint') return totalWidth(task.parts.map((part) => predictionWidth(part.task)));
  return task.kind === 'multilabel' ? task.labels.length : singleWidth(task);
}

function singleWidth(task: SingleTask): number {
  return task.kind === 'classification' ? task.classes.length : (task.quantiles?.length ?? 1);
}

function totalWidth(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}

/** The number of rows that targets [rows, targets] are of. */
export function rowsOf(task: Task, y: ArrayLike<number>): number {
  return y.length / targetColumns(task);
}
