import { UsageError } from '../../faults/errors.ts';
import { type Message, message } from '../../faults/message.ts';
import type { SingleTask, Task } from '../pipeline.ts';

/** A feature that knows one target only was asked for several, or for labels. */
export class SeveralTargetsError extends UsageError {}

/** The task of one target. SeveralTargetsError for another one, which `feature` does not work with yet. */
export function singleTask(task: Task, feature: Message): SingleTask {
  if (task.kind !== 'joint' && task.kind !== 'multilabel') return task;
  const names = task.kind === 'multilabel' ? task.labels : task.parts.map(({ name }) => name);
  throw new SeveralTargetsError(severalRefused(task.kind, names, feature));
}

/** The refusal of several targets or labels, by their names. */
export function severalRefused(
  kind: 'joint' | 'multilabel',
  names: readonly string[],
  feature: Message,
): Message {
  const listed = names.length > 5 ? `${names.slice(0, 5).join(', ')}, …` : names.join(', ');
  const data = kind === 'joint' ? 'several targets' : 'the task multilabel';
  return message`${feature} does not work with ${data} yet (${listed})`;
}
