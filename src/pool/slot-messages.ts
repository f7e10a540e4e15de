import type { TaskAnswer, TrialTask, WorkerReport } from './messages.ts';

/** What a slot's process is given once, as a parcel through the open file of this number. */
export const setupFd = 3;

export interface SlotOrder {
  /** The worker module of its thread. */
  readonly filename: string;
  readonly workerData: unknown;
  /** The resident memory above which the process asks to be ended. */
  readonly maxMemoryBytes: number | undefined;
}

/** From the coordinator to a slot's process. A stop concerns the task that was run last. */
export type SlotRequest =
  | { readonly kind: 'run'; readonly task: Omit<TrialTask, 'stop'> }
  | { readonly kind: 'stop' };

/** From a slot's process to the coordinator. */
export type SlotEvent =
  | { readonly kind: 'report'; readonly report: WorkerReport }
  | { readonly kind: 'overMemory'; readonly heldBytes: number; readonly maxBytes: number }
  | { readonly kind: 'ended'; readonly answer: TaskAnswer; readonly hasBegun: boolean };
