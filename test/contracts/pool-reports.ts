import { describe, expect, it } from 'vitest';
import { askToStop, createStopFlag, type WorkerReport } from '../../src/pool/messages.ts';
import type { GivenPool } from './given-pool.ts';

/** What src/pool/pool.ts and its messages promise of what goes to and fro while a trial runs. */
export function describeReports(given: GivenPool): void {
  describe('reports', () => {
    it('of the attempt that runs are all heard, and no other', async () => {
      const pool = given.poolOf(1);
      const reports: WorkerReport[] = [];
      const stop = createStopFlag();
      const onReport = (report: WorkerReport) => {
        reports.push(report);
        if (report.kind === 'epoch') askToStop(stop);
      };
      await given.run(pool, { do: 'reportOtherAttempts' }, { stop, onReport });
      expect(reports).toMatchObject([
        { kind: 'started', attempt: 5 },
        { kind: 'epoch', attempt: 5, record: { epoch: 5 } },
      ]);
    });

    it('that come after the end are dropped', async () => {
      const pool = given.poolOf(1);
      const late: WorkerReport[] = [];
      const onReport = (report: WorkerReport) => {
        if (report.kind === 'epoch') late.push(report);
      };
      await given.run(pool, { do: 'reportLate', value: 1 }, { onReport });
      // The same worker's next reports come after its late one.
      await given.run(pool, { do: 'stopWhenAsked' }, stopAtStart());
      expect(late).toEqual([]);
    });
  });

  it('a stop flag is heard while the trial runs', async () => {
    const end = await given.run(given.poolOf(1), { do: 'stopWhenAsked' }, stopAtStart());
    expect(end).toMatchObject({ kind: 'recorded', outcome: { state: 'pruned' } });
  });
}

/** Asks a trial to stop as soon as it has begun. */
function stopAtStart() {
  const stop = createStopFlag();
  return { stop, onReport: () => askToStop(stop) };
}
