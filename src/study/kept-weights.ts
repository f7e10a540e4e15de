import { action, type Message, message, option } from '../faults/message.ts';

/** How more trials keep their weights. */
export const keepsMore: Message = message`${option('keep')} of ${action('search')} keeps more`;

export function weightsNotKept(trial: number): Message {
  return message`the weights of trial ${trial} were not kept: ${keepsMore}`;
}
