import { UsageError } from '../../faults/errors.ts';
import { type Message, message } from '../../faults/message.ts';

/** A feature that knows one target only was asked for several, or for labels. */
export class SeveralTargetsError extends UsageError {}

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
