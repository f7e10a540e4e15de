import type { Task } from '../pipeline.ts';

/** A task with its article, in a sentence: "a regression", "several targets". */
export function taskTitle({ kind }: Pick<Task, 'kind'>): string {
  return {
    classification: 'a classification',
    regression: 'a regression',
    joint: 'several targets',
    multilabel: 'labels',
  }[kind];
}
