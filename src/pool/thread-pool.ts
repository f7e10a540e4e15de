import { loadSeconds } from '../study/time/longest-seconds.ts';
import type { TrialPool } from './pool.ts';
import { type RenewalRule, threadRule } from './renewal.ts';
import { createSlotPool } from './slot-pool.ts';
import { createThreadSlot, type LaterData } from './thread-slot.ts';

export interface ThreadPoolOptions {
  /** The worker module: its default export takes a TrialTask and resolves to a TaskAnswer. */
  readonly filename: string;
  readonly size: number;
  /** Threads of all trainings together: where fewer trainings run, they help with those. Default: `size`. */
  readonly workers?: number;
  /** Given to every thread once; shared buffers in it are shared, not copied. */
  readonly workerData: unknown;
  readonly later?: LaterData;
  readonly rule?: RenewalRule;
  /** Minimum time for loading a worker, in seconds; `timeoutSeconds` applies if it is longer. */
  readonly leastLoadSeconds?: number;
}

/** A pool of threads that are reused from trial to trial, because TensorFlow.js takes 0.4 s to load. */
export function createThreadPool({
  size,
  workers = size,
  rule = threadRule,
  leastLoadSeconds = loadSeconds,
  ...options
}: ThreadPoolOptions): TrialPool {
  return createSlotPool(size, workers, () => createThreadSlot({ ...options, rule, leastLoadSeconds }));
}
