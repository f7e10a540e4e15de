import { describe, expect, it } from 'vitest';
import { askToStop, createStopFlag, type WorkerReport } from '../../src/pool/messages.ts';
import type { GivenPool } from './given-pool.ts';

/** The contract of src/pool/pool.ts and its messages about communication while a trial runs. */
export function describeReports(given: GivenPool): void {
  it('a stop flag is heard while the trial runs', async () => {
    const end = await given.run(given.poolOf(1), { do: 'reportOtherAttempts' }, untilEpoch());
    expect(end).toMatchObject({ kind: 'recorded', outcome: { state: 'pruned' } });
  });

  it('a stop flag is heard, whenever it is set', async () => {
    const stop = createStopFlag();
    const onReport = () => void setTimeout(() => askToStop(stop), 20);
    const end = await given.run(given.poolOf(1), { do: 'stopWhenAsked' }, { stop, onReport });
    expect(end).toMatchObject({ kind: 'recorded', outcome: { state: 'pruned' } });
  });

  describe('reports', () => {
    it('of the attempt that runs are all heard, and no other', async () => {
      const order = untilEpoch();
      await given.run(given.poolOf(1), { do: 'reportOtherAttempts' }, order);
      expect(order.reports).toMatchObject([
        { kind: 'started', attempt: 5 },
        { kind: 'epoch', attempt: 5, record: { epoch: 5 } },
      ]);
    });

    it('of each fold are heard once, also where a second worker trains them again', async () => {
      const pool = given.poolOf(1);
      await given.run(pool, { do: 'answer', value: 1 });
      const heard: string[] = [];
      const stop = createStopFlag();
      const onReport = (report: WorkerReport) => {
        if (report.kind !== 'epoch') return;
        heard.push(`${report.fold}:${report.record.epoch}`);
        if (heard.length === 5) askToStop(stop);
      };
      await given.run(pool, { do: 'needFreshWorkerForFolds' }, { stop, onReport });
      expect(heard).toEqual(['0:1', '0:2', '0:3', '1:1', '1:2']);
    });

    it('that come after the end are dropped', async () => {
      const pool = given.poolOf(1);
      const [first, second] = [untilEpoch(), untilEpoch()];
      await given.run(pool, { do: 'reportOtherAttempts' }, first);
      const [started] = first.reports;
      if (started === undefined) throw new Error('a trial that ran has begun');
      await given.run(pool, { do: 'reportOfTrial', trial: started.trial }, second);
      expect(first.reports).toHaveLength(2);
      expect(second.reports.map(({ trial }) => trial)).not.toContain(started.trial);
    });
  });
}

/** Asks a trial to stop after its first epoch, and collects its reports. */
function untilEpoch() {
  const stop = createStopFlag();
  const reports: WorkerReport[] = [];
  const onReport = (report: WorkerReport) => {
    reports.push(report);
    if (report.kind === 'epoch') askToStop(stop);
  };
  return { stop, reports, onReport };
}
