import { UsageError } from '../../../faults/errors.ts';
import { type Message, message, option } from '../../../faults/message.ts';

/** The error for a model that cannot become a SavedModel. `reason` is one line; `cause` is a library's error. */
export function refusal(reason: Message, cause?: unknown): UsageError {
  const options = cause === undefined ? undefined : { cause };
  return new UsageError(message`${option('format', 'savedmodel')}: ${reason}`, options);
}

/** A `refusal` that appends the first line of the message of `cause`. */
export function refusalBy(cause: unknown, reason: string): UsageError {
  const [first] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
  return refusal(`${reason}: ${first}`, cause);
}
