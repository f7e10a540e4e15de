import { loadSeconds } from '../study/longest-seconds.ts';
import type { TrialPool } from './pool.ts';
import { createProcessSlot } from './process-slot.ts';
import { processRule, type RenewalRule } from './renewal.ts';
import { createSlotPool } from './slot-pool.ts';

export interface ProcessPoolOptions {
  /** The module that each process runs; it calls `serveSlot`. */
  readonly entry: string;
  /** The worker module, as in a pool of threads. */
  readonly filename: string;
  readonly size: number;
  /** Plain objects, arrays and typed arrays. Every process has its own copy, shared buffers included. */
  readonly workerData: unknown;
  /**
   * The most resident memory that a process may hold, Node.js, TensorFlow.js and the data included: above it the
   * process is ended, and its trial is lost to `memory`.
   */
  readonly maxMemoryBytes?: number | undefined;
  readonly rule?: RenewalRule;
  /** As of a pool of threads. */
  readonly leastLoadSeconds?: number;
}

/**
 * As the pool of threads, with each thread in a process of its own: a segmentation fault in native code costs one trial
 * and not the run. The processes end with this one, whatever ends it.
 */
export function createProcessPool(options: ProcessPoolOptions): TrialPool {
  const { entry, size, filename, workerData, maxMemoryBytes } = options;
  const { rule = processRule, leastLoadSeconds = loadSeconds } = options;
  const order = { filename, workerData, maxMemoryBytes };
  return createSlotPool(size, () => createProcessSlot({ entry, order, rule, leastLoadSeconds }));
}
