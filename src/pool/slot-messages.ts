import type { TaskAnswer, TrialTask, WorkerReport } from './messages.ts';

/** The file descriptor through which a slot's process receives its SlotOrder, once, as a parcel. */
export const setupFd = 3;

export interface SlotOrder {
  /** The worker module of its thread. */
  readonly filename: string;
  readonly workerData: unknown;
  /** The resident memory above which the process requests its own end. */
  readonly maxMemoryBytes: number | undefined;
}

/** A message from the coordinator to a slot's process. `stop` and `threads` refer to the last task that was started. */
export type SlotRequest =
  | { readonly kind: 'run'; readonly task: Omit<TrialTask, 'stop' | 'threads'> }
  | { readonly kind: 'stop' }
  | { readonly kind: 'threads'; readonly threads: number };

/** A message from a slot's process to the coordinator. */
export type SlotEvent =
  | { readonly kind: 'report'; readonly report: WorkerReport }
  | { readonly kind: 'overMemory'; readonly heldBytes: number; readonly maxBytes: number }
  | { readonly kind: 'ended'; readonly answer: TaskAnswer; readonly hasBegun: boolean };
