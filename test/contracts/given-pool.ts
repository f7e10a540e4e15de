import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import { createStopFlag, type TaskEnd, type TrialTask, type WorkerReport } from '../../src/pool/messages.ts';
import type { TrialPool } from '../../src/pool/pool.ts';
import type { RenewalRule } from '../../src/pool/renewal.ts';
import type { Configuration } from '../../src/study/search-space.ts';

export interface PoolOptions {
  readonly filename: string;
  readonly size: number;
  readonly workers?: number;
  readonly workerData: unknown;
  readonly rule?: RenewalRule;
  readonly leastLoadSeconds?: number;
}

export type CreatePool = (options: PoolOptions) => TrialPool;

export interface Order {
  readonly stop?: SharedArrayBuffer;
  readonly timeoutSeconds?: number;
  readonly onReport?: (report: WorkerReport) => void;
  readonly giveUp?: AbortSignal;
}

/** A folder to which test/fixtures/workers/obedient.js writes signs of its actions, from any process. */
export class Board {
  readonly folder = mkdtempSync(join(tmpdir(), 'hpsearch-board-'));

  /** Grows while any worker lives. */
  beats(): number {
    return this.#size('beats');
  }

  /** Number of tasks given to workers; a task given to two of them counts twice. */
  tasks(): number {
    return this.#size('tasks');
  }

  /** The maximum number of places taken at once. */
  mostPlaces(): number {
    return Math.max(...readdirSync(join(this.folder, 'most')).map(Number));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #size(name: string): number {
    const file = join(this.folder, name);
    return existsSync(file) ? readFileSync(file).length : 0;
  }
}

/** A folder's worker, by the name of its file. */
export function workerFile(name: string): string {
  return fileURLToPath(new URL(`../fixtures/workers/${name}.js`, import.meta.url));
}

/** The pools of the current test; they are closed at its end. */
export class GivenPool {
  readonly #create: CreatePool;
  readonly #pools: TrialPool[] = [];
  readonly #boards: Board[] = [];
  #trials = 0;

  constructor(create: CreatePool) {
    this.#create = create;
    afterEach(async () => {
      for (const pool of this.#pools.splice(0)) await pool.close();
      for (const board of this.#boards.splice(0)) board.remove();
    });
  }

  poolOf(
    size: number,
    workerData: unknown = {},
    worker = 'obedient',
    rules: Pick<PoolOptions, 'rule' | 'leastLoadSeconds' | 'workers'> = {},
  ): TrialPool {
    const pool = this.#create({ filename: workerFile(worker), size, workerData, ...rules });
    this.#pools.push(pool);
    return pool;
  }

  /** A board, and a pool whose workers write signs to it. */
  poolWithBoard(
    size: number,
    rules: Pick<PoolOptions, 'leastLoadSeconds'> = {},
    worker = 'obedient',
  ): { pool: TrialPool; board: Board } {
    const board = new Board();
    this.#boards.push(board);
    return { board, pool: this.poolOf(size, { board: board.folder }, worker, rules) };
  }

  /** Runs the next trial; its configuration instructs the worker. */
  run(pool: TrialPool, config: Configuration, order: Order = {}): Promise<TaskEnd> {
    const { stop = createStopFlag(), timeoutSeconds = 30, onReport = () => {}, giveUp } = order;
    const task: TrialTask = { studyId: 1, trial: this.#trials, attempt: 5, config, stop };
    this.#trials += 1;
    return pool.run(task, timeoutSeconds, onReport, giveUp);
  }

  /** The value of an answer, or the reason why there is none. */
  async valueOf(pool: TrialPool, config: Configuration, order: Order = {}): Promise<unknown> {
    const end = await this.run(pool, config, order);
    if (end.kind === 'lost') return end.failure;
    return end.kind === 'recorded' && end.outcome.state === 'complete' ? end.outcome.value : end;
  }
}
