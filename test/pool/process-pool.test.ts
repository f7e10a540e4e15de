import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { askToStop, createStopFlag } from '../../src/pool/messages.ts';
import type { TrialPool } from '../../src/pool/pool.ts';
import { createProcessPool, type ProcessPoolOptions } from '../../src/pool/process-pool.ts';
import { GivenPool, workerFile } from '../contracts/given-pool.ts';
import { describePool } from '../contracts/pool.ts';

const entry = fileURLToPath(new URL('../../dist/workers/slot.js', import.meta.url));

function createPool(options: Omit<ProcessPoolOptions, 'entry'>): TrialPool {
  return createProcessPool({ entry, ...options });
}

describePool('a pool of processes', createPool);

describe('a process of the pool', () => {
  const given = new GivenPool(createPool);

  it('that a signal ends costs its task alone', async () => {
    const pool = given.poolOf(2);
    for (const signal of ['SIGSEGV', 'SIGABRT', 'SIGKILL']) {
      const other = given.valueOf(pool, { do: 'answer', value: 1, loadMs: 300 });
      expect(await given.valueOf(pool, { do: 'signal', signal })).toEqual({
        kind: 'crash',
        message: expect.stringContaining(signal),
      });
      expect(await other).toBe(1);
      expect(await given.valueOf(pool, { do: 'answer', value: 2 })).toBe(2);
    }
  });

  it('leaves SIGINT, SIGTERM and SIGHUP to the coordinator', async () => {
    const pool = given.poolOf(3);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const ends = signals.map((signal) =>
      given.valueOf(pool, { do: 'signal', signal }, { timeoutSeconds: 0.3 }),
    );
    for (const end of ends) expect(await end).toMatchObject({ kind: 'timeout' });
  });

  it('that is told to end while it starts says nothing of its task', async () => {
    const toldToEnd = workerFile('told-to-end');
    const pool = createProcessPool({ entry: toldToEnd, filename: toldToEnd, size: 1, workerData: {} });
    expect(await given.run(pool, { do: 'answer' })).toEqual({
      kind: 'interrupted',
      message: expect.stringContaining('SIGTERM'),
    });
    await pool.close();
  });

  it('that hears nothing any more is ended by the deadline', async () => {
    const pool = given.poolOf(1);
    const config = { do: 'signal', signal: 'SIGSTOP', onceHeard: true };
    const stop = createStopFlag();
    const order = { stop, timeoutSeconds: 0.3, onReport: () => askToStop(stop) };
    expect(await given.valueOf(pool, config, order)).toMatchObject({ kind: 'timeout' });
    expect(await given.valueOf(pool, { do: 'answer', value: 2 })).toBe(2);
  });

  it('that cannot even start loses its task', async () => {
    const entry = workerFile('exits-while-loading');
    const pool = createProcessPool({ entry, filename: entry, size: 1, workerData: {} });
    const message = expect.stringContaining('exited with code 7');
    expect(await given.valueOf(pool, { do: 'answer' })).toEqual({ kind: 'crash', message });
  });
});

describe('a cap on memory', () => {
  const given = new GivenPool((options) => createPool({ ...options, maxMemoryBytes: 300 * 2 ** 20 }));
  const overCap = {
    kind: 'memory',
    message: expect.stringMatching(/^held \d+ MB, more than the 300 MB that its process may have$/),
  };

  it('ends a process that holds more, and its task alone is lost', async () => {
    const pool = given.poolOf(1);
    expect(await given.valueOf(pool, { do: 'hoard', mebibytes: 4000 })).toEqual(overCap);
    expect(await given.valueOf(pool, { do: 'hoard', mebibytes: 50 })).toBe(50);
  });

  it('is not reached by many trials that together take more than it', async () => {
    const pool = given.poolOf(1);
    for (let trial = 0; trial < 5; trial++) {
      expect(await given.valueOf(pool, { do: 'hoard', mebibytes: 150 })).toBe(150);
    }
  });

  it('is judged of a new process, whatever the others have left behind', async () => {
    const { pool, board } = given.poolWithBoard(1);
    expect(await given.valueOf(pool, { do: 'answer', value: 1 })).toBe(1);
    expect(await given.valueOf(pool, { do: 'hoard', mebibytes: 4000 })).toEqual(overCap);
    expect(board.tasks()).toBe(3);
  });
});
