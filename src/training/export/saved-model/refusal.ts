import { UsageError } from '../../../faults/errors.ts';
import { type Message, message, option } from '../../../faults/message.ts';

/** The error of a model that cannot become a SavedModel, `reason` said in one line; `cause` is what a library threw. */
export function refusal(reason: Message, cause?: unknown): UsageError {
  const options = cause === undefined ? undefined : { cause };
  return new UsageError(message`${option('format', 'savedmodel')}: ${reason}`, options);
}

/** As `refusal`, of what another's error says in its first line. */
export function refusalBy(cause: unknown, reason: string): UsageError {
  const [first] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
  return refusal(`${reason}: ${first}`, cause);
}

/** How a refusal names where it happens; `layer` is empty outside of all. */
export function nameOfPlace(layer: string): string {
  return layer === '' ? 'the model' : `layer ${layer}`;
}
