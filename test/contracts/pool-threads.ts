import { describe, expect, it } from 'vitest';
import { askToStop, createStopFlag } from '../../src/pool/messages.ts';
import type { TrialPool } from '../../src/pool/pool.ts';
import type { GivenPool } from './given-pool.ts';

/** The contract of src/pool/pool.ts about the threads that a training may use while others have ended or not begun. */
export function describeThreads(given: GivenPool): void {
  describe('the threads of a pool', () => {
    it('are lent to a training that is left alone, taken back for another one, and lent again', async () => {
      const pool = given.poolOf(2);
      const stop = createStopFlag();
      const others: Promise<unknown>[] = [];
      const end = await given.valueOf(
        pool,
        { do: 'followThreads', counts: '2,1,2' },
        {
          onReport(report) {
            if (report.kind !== 'epoch') return;
            if (report.record.epoch === 1) others.push(given.run(pool, { do: 'stopWhenAsked' }, { stop }));
            if (report.record.epoch === 2) askToStop(stop);
          },
        },
      );
      await Promise.all(others);
      expect({ end, others: others.length }).toEqual({ end: 2, others: 1 });
    });

    it('are divided among the trainings of all pools of a process, the first of which gets what is left over', async () => {
      const poolOfFive = () => given.poolOf(1, {}, 'obedient', { workers: 5 });
      const [first, second] = [poolOfFive(), poolOfFive()];
      const following = (pool: TrialPool, counts: string) =>
        given.valueOf(pool, { do: 'followThreads', counts });
      const ends = [following(first, '3,5'), following(second, '2')];
      expect(await Promise.all(ends)).toEqual([5, 2]);
    });
  });
}
