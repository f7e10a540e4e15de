import { until } from '../../test/postgres/system.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { joined, onServer, withMachines, writeSleepSpace } from './fleet.ts';

/** Long enough that no trial ends during a measurement. */
const secondsOfATrial = 600;

interface Claimed {
  readonly attempt: number;
  readonly machine: number;
}

/** Seconds from the SIGKILL of a worker until another one, which is idle, has claimed its trial again. */
export function measurePickUp(): Promise<number> {
  return onServer((server) =>
    inTemporaryFolder(async (folder) => {
      const database = await server.createDatabase();
      const space = await writeSleepSpace(folder, 1, secondsOfATrial);
      const claimed = async () => {
        const sql = `select t.attempt, w.process_id as machine from hpsearch.claimed_jobs t join hpsearch.workers w on w.id = t.worker`;
        return (await server.query(sql, { database }).catch(() => []))[0] as Claimed | undefined;
      };
      return withMachines(database, async (launch) => {
        const workers = [launch('worker', '--workers', '1'), launch('worker', '--workers', '1')];
        await joined(server, database, workers.length);
        const coordinator = launch('start', space, '--no-train', '--quiet');
        await until(async () => (await claimed()) !== undefined);
        const first = (await claimed()) as Claimed;
        const killedAt = performance.now();
        await workers.find(({ processId }) => processId === first.machine)?.kill();
        await until(async () => ((await claimed())?.attempt ?? 0) > first.attempt);
        const seconds = (performance.now() - killedAt) / 1000;
        // The trial would last for minutes: its worker goes first, and then the coordinator, which waits for it.
        for (const machine of [...workers, coordinator]) await machine.kill();
        return seconds;
      });
    }),
  );
}
