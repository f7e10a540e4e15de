import type { Task } from '../pipeline.ts';
import { taskNameOf } from '../task/task-name.ts';

/** A task with its article, in a sentence: "a regression", "several targets". */
export function taskTitle(task: Task): string {
  return {
    classification: 'a classification',
    ordinal: 'an ordinal task',
    regression: 'a regression',
    count: 'a count',
    quantile: 'a quantile regression',
    joint: 'several targets',
    multilabel: 'labels',
  }[taskNameOf(task)];
}
