import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { board, createBoard, type GivenPool } from './given-pool.ts';

const numbersTo = (end: number) => Array.from({ length: end }, (_, number) => number);

/** What src/pool/pool.ts promises of its workers: how many there are, what they share, and that they end. */
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
      const places = createBoard();
      const pool = given.poolOf(2, { board: places });
      const queue = numbersTo(12).values();
      const ends: unknown[] = [];
      const lane = async () => {
        for (const value of queue)
          ends[value] = await given.valueOf(pool, { do: 'takePlace', together: 2, value });
      };
      await Promise.all([lane(), lane()]);
      expect(ends).toEqual(numbersTo(12));
      expect(places[board.most]).toBe(2);
    });

    it('read and write the shared memory they were given', async () => {
      const places = createBoard();
      const pool = given.poolOf(1, { board: places });
      places[board.free] = 41;
      expect(await given.valueOf(pool, { do: 'addToBoard', value: 1 })).toBe(41);
      expect(places[board.free]).toBe(42);
    });

    it('are gone once the pool is closed', async () => {
      const places = createBoard();
      const pool = given.poolOf(2, { board: places });
      const beating = { do: 'answer', loadMs: 20 };
      await Promise.all([given.run(pool, beating), given.run(pool, beating)]);
      await pool.close();
      const beats = places[board.beats];
      // What is gone sends no sign of it; each living worker would beat ten times.
      await sleep(10);
      expect(beats).toBeGreaterThan(0);
      expect(places[board.beats]).toBe(beats);
    });
  });
}
