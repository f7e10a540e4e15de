import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import { createStopFlag, type TaskEnd, type TrialTask, type WorkerReport } from '../../src/pool/messages.ts';
import type { TrialPool } from '../../src/pool/pool.ts';
import type { Configuration } from '../../src/study/search-space.ts';

export interface PoolOptions {
  readonly filename: string;
  readonly size: number;
  readonly workerData: unknown;
}

export type CreatePool = (options: PoolOptions) => TrialPool;

export interface Order {
  readonly stop?: SharedArrayBuffer;
  readonly timeoutSeconds?: number;
  readonly onReport?: (report: WorkerReport) => void;
}

/** Shared memory that test/fixtures/workers/obedient.js writes to; its first places. */
export const board = { running: 0, most: 1, beats: 2, free: 3 } as const;

export function createBoard(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT));
}

/** A folder's worker, by the name of its file. */
export function workerFile(name: string): string {
  return fileURLToPath(new URL(`../fixtures/workers/${name}.js`, import.meta.url));
}

/** The pools of the test that runs now; they are closed at its end. */
export class GivenPool {
  readonly #create: CreatePool;
  readonly #pools: TrialPool[] = [];
  #trials = 0;

  constructor(create: CreatePool) {
    this.#create = create;
    afterEach(async () => {
      for (const pool of this.#pools.splice(0)) await pool.close();
    });
  }

  poolOf(size: number, workerData: unknown = {}, worker = 'obedient'): TrialPool {
    const pool = this.#create({ filename: workerFile(worker), size, workerData });
    this.#pools.push(pool);
    return pool;
  }

  /** Runs the next trial, as its configuration tells the worker. */
  run(pool: TrialPool, config: Configuration, order: Order = {}): Promise<TaskEnd> {
    const { stop = createStopFlag(), timeoutSeconds = 30, onReport = () => {} } = order;
    const task: TrialTask = { studyId: 1, trial: this.#trials, attempt: 5, config, stop };
    this.#trials += 1;
    return pool.run(task, timeoutSeconds, onReport);
  }

  /** The value of an answer, or why there is none. */
  async valueOf(pool: TrialPool, config: Configuration, order: Order = {}): Promise<unknown> {
    const end = await this.run(pool, config, order);
    if (end.kind === 'lost') return end.failure;
    return end.kind === 'recorded' && end.outcome.state === 'complete' ? end.outcome.value : end;
  }
}
