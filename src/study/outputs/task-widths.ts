import type { SingleTask, Task } from '../pipeline.ts';

/** Numbers that the network returns for one row, and of the tensor of targets that a loss receives for it. */
export function outputWidth(task: Task): number {
  if (task.kind === 'joint') return sum(task.parts.map((part) => outputWidth(part.task)));
  return task.kind === 'multilabel' ? task.labels.length : singleOutputs(task);
}

/** Numbers of a split's `y` for one row: a class index, or a scaled target; of each target, 0 or 1 for each label. */
export function targetColumns(task: Task): number {
  if (task.kind === 'joint') return sum(task.parts.map((part) => targetColumns(part.task)));
  return task.kind === 'multilabel' ? task.labels.length : 1;
}

/** Numbers of `Predictions` for one row: the classes' probabilities, or a value; of each target, or of each label. */
export function predictionWidth(task: Task): number {
  if (task.kind === 'joint') return sum(task.parts.map((part) => predictionWidth(part.task)));
  return task.kind === 'multilabel' ? task.labels.length : singlePredictions(task);
}

function singleOutputs(task: SingleTask): number {
  return task.kind === 'classification' ? task.classes.length : 1;
}

function singlePredictions(task: SingleTask): number {
  return task.kind === 'classification' ? task.classes.length : 1;
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}

/** The number of rows that targets [rows, targets] are of. */
export function rowsOf(task: Task, y: ArrayLike<number>): number {
  return y.length / targetColumns(task);
}
