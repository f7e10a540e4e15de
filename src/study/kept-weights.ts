import { action, type Message, message, option } from '../faults/message.ts';

/** The hint for keeping the weights of more trials. */
export const keepsMore: Message = message`${option('keep')} of ${action('search')} keeps more`;

export function weightsNotKept(trial: number): Message {
  return message`the weights of trial ${trial} were not kept: ${keepsMore}`;
}
