import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { GivenPool } from './given-pool.ts';

const numbersTo = (end: number) => Array.from({ length: end }, (_, number) => number);

/** The contract of src/pool/pool.ts about its workers: their number, their sharing, and their end. */
export function describeSlots(given: GivenPool): void {
  describe('workers', () => {
    it('answer what their module returns', async () => {
      const pool = given.poolOf(1);
      expect(await given.run(pool, { do: 'answer', value: 0.25 })).toEqual({
        kind: 'recorded',
        outcome: { state: 'complete', value: 0.25, metrics: {}, bestEpoch: 1, epochs: 1, parameters: 1 },
      });
    });

    it('are as many as the pool is large, and never more, over many trials', async () => {
      const { pool, board } = given.poolWithBoard(2);
      const queue = numbersTo(12).values();
      const ends: unknown[] = [];
      const lane = async () => {
        for (const value of queue)
          ends[value] = await given.valueOf(pool, { do: 'takePlace', together: 2, value });
      };
      await Promise.all([lane(), lane()]);
      expect(ends).toEqual(numbersTo(12));
      expect(board.mostPlaces()).toBe(2);
    });

    it('are given what shared memory holds', async () => {
      const shared = new Int32Array(new SharedArrayBuffer(8), 4);
      shared[0] = 41;
      const pool = given.poolOf(1, { some: ['where', { deep: 1 }], shared });
      expect(await given.valueOf(pool, { do: 'readShared' })).toBe(41);
    });

    it('are gone once the pool is closed', async () => {
      const { pool, board } = given.poolWithBoard(2);
      const beating = { do: 'answer', loadMs: 20 };
      await Promise.all([given.run(pool, beating), given.run(pool, beating)]);
      await pool.close();
      const beats = board.beats();
      // A terminated worker sends no sign; each living one would beat ten times.
      await sleep(10);
      expect(beats).toBeGreaterThan(0);
      expect(board.beats()).toBe(beats);
    });
  });
}
