import { describe, expect, it } from 'vitest';
import { type CreatePool, GivenPool } from './given-pool.ts';
import { describeDeaths } from './pool-deaths.ts';
import { describeRenewal } from './pool-renewal.ts';
import { describeReports } from './pool-reports.ts';
import { describeSlots } from './pool-slots.ts';
import { describeThreads } from './pool-threads.ts';

/** The contract of src/pool/pool.ts, for any implementation whose workers are modules with a default export. */
export function describePool(name: string, create: CreatePool): void {
  describe(name, () => {
    const given = new GivenPool(create);
    describeSlots(given);
    describeDeaths(given);
    describeRenewal(given);
    describeReports(given);
    describeThreads(given);

    it('says its size', () => {
      expect(given.poolOf(3).size).toBe(3);
    });
  });
}
