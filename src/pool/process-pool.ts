import { loadSeconds } from '../study/time/longest-seconds.ts';
import type { TrialPool } from './pool.ts';
import { createProcessSlot } from './process-slot.ts';
import { processRule, type RenewalRule } from './renewal.ts';
import { createSlotPool } from './slot-pool.ts';

export interface ProcessPoolOptions {
  /** The module that each process runs; it calls `serveSlot`. */
  readonly entry: string;
  /** The worker module; see ThreadPoolOptions. */
  readonly filename: string;
  readonly size: number;
  /** See ThreadPoolOptions. */
  readonly workers?: number;
  /** Plain objects, arrays and typed arrays. Every process gets its own copy, including shared buffers. */
  readonly workerData: unknown;
  /**
   * Maximum resident memory of a process, including Node.js, TensorFlow.js and the data. A process above it is ended,
   * and its trial is lost with the failure `memory`.
   */
  readonly maxMemoryBytes?: number | undefined;
  readonly rule?: RenewalRule;
  /** See ThreadPoolOptions. */
  readonly leastLoadSeconds?: number;
}

/**
 * A pool whose workers are threads, each in a separate process: a segmentation fault in native code costs one trial,
 * not the run. The processes end when this one does, for whatever reason.
 */
export function createProcessPool(options: ProcessPoolOptions): TrialPool {
  const { entry, size, workers = size, filename, workerData, maxMemoryBytes } = options;
  const { rule = processRule, leastLoadSeconds = loadSeconds } = options;
  const order = { filename, workerData, maxMemoryBytes };
  return createSlotPool(size, workers, () => createProcessSlot({ entry, order, rule, leastLoadSeconds }));
}
