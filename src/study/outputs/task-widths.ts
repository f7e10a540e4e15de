import type { Task } from '../pipeline.ts';

/** Numbers that the network returns for one row, and of the tensor of targets that a loss receives for it. */
export function outputWidth(task: Task): number {
  return task.kind === 'classification' ? task.classes.length : 1;
}

/** Numbers of a split's `y` for one row: a class index, or a scaled target. */
export function targetColumns(_task: Task): number {
  return 1;
}

/** Numbers of `Predictions` for one row: the classes' probabilities, or a value. */
export function predictionWidth(task: Task): number {
  return task.kind === 'classification' ? task.classes.length : 1;
}
