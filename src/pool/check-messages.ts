import { isMessage } from '../faults/message.ts';
import type { TaskAnswer, WorkerReport } from './messages.ts';
import type { SlotEvent } from './slot-messages.ts';

// Messages come from threads and processes that ran a user's module, so their shape is checked before use.

export function isWorkerReport(message: unknown): message is WorkerReport {
  const { kind, trial, attempt, record, fold = 0, ...wait } = fieldsOf(message);
  if (!Number.isSafeInteger(trial) || !Number.isSafeInteger(attempt)) return false;
  if (kind === 'started' || kind === 'resumed') return true;
  if (kind === 'recording') return isWait(wait);
  const { epoch, metrics } = fieldsOf(record);
  const isNumbered = Number.isSafeInteger(epoch) && Number.isSafeInteger(fold) && (fold as number) >= 0;
  return kind === 'epoch' && isNumbered && typeof metrics === 'object' && metrics !== null;
}

export function isTaskAnswer(message: unknown): message is TaskAnswer {
  const { kind, outcome, failure, message: text, history, parked } = fieldsOf(message);
  switch (kind) {
    case 'recorded':
      return isOutcome(outcome) && (parked === undefined || isParked(parked));
    case 'rehearsed':
      return isOutcome(outcome) && Array.isArray(history);
    case 'superseded':
      return true;
    case 'refused':
      return isMessage(text);
    case 'storeFailed':
    case 'interrupted':
      return typeof text === 'string';
    case 'lost':
      return isFailure(failure);
    default:
      return false;
  }
}

export function isSlotNews(message: unknown): message is SlotEvent {
  const { kind, report, heldBytes, maxBytes, answer, hasBegun } = fieldsOf(message);
  switch (kind) {
    case 'report':
      return isWorkerReport(report);
    case 'overMemory':
      return typeof heldBytes === 'number' && typeof maxBytes === 'number';
    case 'ended':
      return isTaskAnswer(answer) && typeof hasBegun === 'boolean';
    default:
      return false;
  }
}

function isOutcome(outcome: unknown): boolean {
  const { state, failure } = fieldsOf(outcome);
  return state === 'failed' ? isFailure(failure) : state === 'complete' || state === 'pruned';
}

function isWait({ database, reason, waitedMilliseconds }: Readonly<Record<string, unknown>>): boolean {
  const isReason = reason === 'locked' || reason === 'unreachable';
  return typeof database === 'string' && isReason && Number.isFinite(waitedMilliseconds);
}

function isParked(parked: unknown): boolean {
  const { state, seconds } = fieldsOf(parked);
  return state instanceof Uint8Array && Number.isFinite(seconds);
}

function isFailure(failure: unknown): boolean {
  const { kind, message } = fieldsOf(failure);
  return typeof kind === 'string' && typeof message === 'string';
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
