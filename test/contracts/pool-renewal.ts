import { describe, expect, it } from 'vitest';
import { askToStop, createStopFlag } from '../../src/pool/messages.ts';
import type { TrialPool } from '../../src/pool/pool.ts';
import type { GivenPool } from './given-pool.ts';

/** The contract of src/pool/pool.ts about memory: no trial is affected by what earlier ones have left. */
export function describeRenewal(given: GivenPool): void {
  const grownBytes = 2 ** 40;

  /** How many tasks its worker had received, after each of three. */
  const countTasks = async (pool: TrialPool) => {
    const counts = [];
    for (let task = 0; task < 3; task++) {
      counts.push(await given.valueOf(pool, { do: 'countTasks', grownBytes }));
    }
    return counts;
  };

  describe('a worker', () => {
    it('is used again', async () => {
      expect(await countTasks(given.poolOf(1))).toEqual([1, 2, 3]);
    });

    it('whose memory has grown beyond the rule is replaced', async () => {
      const rule = { grownBytes: 0, workedSeconds: 0 };
      expect(await countTasks(given.poolOf(1, {}, 'obedient', { rule }))).toEqual([1, 1, 1]);
    });

    it('is not replaced before it has worked as long as the rule says', async () => {
      const rule = { grownBytes: 0, workedSeconds: 60 };
      expect(await countTasks(given.poolOf(1, {}, 'obedient', { rule }))).toEqual([1, 2, 3]);
    });

    it.each(['memory', 'crash'])('is replaced after a trial that failed by %s', async (kind) => {
      const pool = given.poolOf(1);
      expect(await given.run(pool, { do: 'recordFailure', kind })).toMatchObject({ kind: 'recorded' });
      expect(await given.valueOf(pool, { do: 'countTasks' })).toBe(1);
    });

    it('is kept after a trial that diverged', async () => {
      const pool = given.poolOf(1);
      await given.run(pool, { do: 'recordFailure', kind: 'diverged' });
      expect(await given.valueOf(pool, { do: 'countTasks' })).toBe(2);
    });
  });

  describe('a task that its worker has too little memory for', () => {
    it('gets a new worker where that one was used before, and its epochs are reported once', async () => {
      const pool = given.poolOf(1);
      await given.run(pool, { do: 'answer', value: 1 });
      const stop = createStopFlag();
      const epochs: number[] = [];
      const end = await given.run(
        pool,
        { do: 'needFreshWorker' },
        {
          stop,
          onReport: (report) => {
            if (report.kind !== 'epoch') return;
            epochs.push(report.record.epoch);
            if (report.record.epoch === 3) askToStop(stop);
          },
        },
      );
      expect(end).toMatchObject({ kind: 'recorded' });
      expect(epochs).toEqual([1, 2, 3]);
    });

    it('is lost where that one was new', async () => {
      const { pool, board } = given.poolWithBoard(1);
      const lost = { kind: 'lost', failure: { kind: 'memory', message: 'too little' } };
      expect(await given.run(pool, { do: 'runOutOfMemory' })).toEqual(lost);
      expect(board.tasks()).toBe(1);
      // This time the worker was used before: the task is given to a second, fresh one.
      expect(await given.run(pool, { do: 'runOutOfMemory' })).toEqual(lost);
      expect(board.tasks()).toBe(3);
    });
  });
}
