import { join } from 'node:path';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { joined, onServer, spansOf, withMachines, writeSleepSpace } from './fleet.ts';

/** A store with the workers of a study. */
export interface Setting {
  readonly name: string;
  /** The number of slots of each machine. */
  readonly slots: number;
  /** Without any, the command `start` runs the trials itself. */
  readonly machines: number;
  readonly isSqlite?: boolean;
}

/** Milliseconds from one trial's end to the next one's, of trials that do nothing: the cost of all around them. */
export function measureCost(setting: Setting, trials: number): Promise<number> {
  return inTemporaryFolder(async (folder) => {
    if (setting.isSqlite) return timeTrials(join(folder, 'study.db'), folder, setting, trials);
    return onServer(async (server) => {
      const database = await server.createDatabase();
      return timeTrials(database, folder, setting, trials, (machines) => joined(server, database, machines));
    });
  });
}

function timeTrials(
  database: string,
  folder: string,
  { slots, machines }: Setting,
  trials: number,
  haveJoined?: (machines: number) => Promise<void>,
): Promise<number> {
  return withMachines(database, async (launch) => {
    const space = await writeSleepSpace(folder, trials, 0);
    for (let machine = 0; machine < machines; machine++) launch('worker', '--workers', `${slots}`, '--quiet');
    if (machines > 0) await haveJoined?.(machines);
    const training = machines > 0 ? ['--no-train'] : ['--workers', `${slots}`];
    const { code, stderr } = await launch('start', space, '--quiet', ...training).ended;
    if (code !== 0) throw new Error(stderr);
    const ends = (await spansOf(database))
      .map(({ endedAt }) => endedAt)
      .toSorted((one, other) => one - other);
    return ((ends.at(-1) as number) - (ends[0] as number)) / (ends.length - 1);
  });
}
