import { action, type Message, message, option } from '../faults/message.ts';
import type { Trial } from './trial.ts';

/** The hint for keeping the weights of more trials. */
export const keepsMore: Message = message`${option('keep')} of ${action('search')} keeps more`;

/** Why a trial has no stored weights. */
export function whyNoWeights({ state, origin }: Pick<Trial, 'state' | 'origin'>): Message {
  if (origin === 'imported') return 'what is imported from Optuna or a table has none';
  if (state === 'failed') return 'it failed';
  return state === 'waiting' || state === 'running' ? 'it has not ended yet' : keepsMore;
}

export function weightsNotKept(trial: Pick<Trial, 'trial' | 'state' | 'origin'>): Message {
  return message`the weights of trial ${trial.trial} were not kept: ${whyNoWeights(trial)}`;
}
