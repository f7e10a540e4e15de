import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { joined, onServer, withMachines, writeSleepSpace } from './fleet.ts';
import { type ServerLoad, watchLoad } from './server-load.ts';

const processes = 4;
const watchedSeconds = 20;
const program = fileURLToPath(new URL('./idle-workers.js', import.meta.url));

/** The load of a server while workers wait for jobs of a study that has none. */
export function measureIdle(workers: number): Promise<ServerLoad> {
  return onServer((server) =>
    inTemporaryFolder(async (folder) => {
      const database = await server.createDatabase();
      // An ended study: the tables are there, and the queue of a study.
      const space = await writeSleepSpace(folder, 2, 0);
      await withMachines(database, (launch) => launch('start', space, '--workers', '1', '--quiet').ended);
      const own = Array.from({ length: processes }, () =>
        spawn(process.execPath, [program, database, `${workers / processes}`], { stdio: 'inherit' }),
      );
      const ends = own.map((child) => once(child, 'close'));
      try {
        await joined(server, database, workers);
        return await watchLoad(server, database, watchedSeconds);
      } finally {
        for (const child of own) child.kill('SIGTERM');
        await Promise.all(ends);
      }
    }),
  );
}
