import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { TestServer } from '../../test/postgres/server.ts';

/** The work of a server in a while, by second. */
export interface ServerLoad {
  readonly connections: number;
  readonly transactionsPerSecond: number;
  /** Share of one core, all processes of the server together; NaN where the system has no /proc. */
  readonly processorShare: number;
}

/** Ticks a second of the times in /proc. */
export const clockTicksPerSecond = 100;

/** Watches a server for some seconds while others work on that database. */
export async function watchLoad(server: TestServer, database: string, seconds: number): Promise<ServerLoad> {
  const name = new URL(database).pathname.slice(1);
  const read = async () => {
    const [row] = await server.query(
      `select numbackends as connections, (xact_commit + xact_rollback)::float as transactions
       from pg_stat_database where datname = $1`,
      { values: [name] },
    );
    return row as { connections: number; transactions: number };
  };
  const [before, ticksBefore, startedAt] = [await read(), ticksOf(server.processId), performance.now()];
  await setTimeout(1000 * seconds);
  const [after, ticksAfter, endedAt] = [await read(), ticksOf(server.processId), performance.now()];
  const passed = (endedAt - startedAt) / 1000;
  return {
    connections: after.connections,
    transactionsPerSecond: (after.transactions - before.transactions) / passed,
    processorShare: (ticksAfter - ticksBefore) / clockTicksPerSecond / passed,
  };
}

/** Processor time of a process, of its children, and of those that it has seen end; NaN without /proc. */
export function ticksOf(processId: number | undefined): number {
  if (processId === undefined) return Number.NaN;
  try {
    const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    let ticks = 0;
    for (const id of ids) {
      const fields = statOf(id);
      // Fields from the third on: state, parent, …; the 14th to 17th of the line are times.
      const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
      if (Number(id) === processId) ticks += user + system + endedUser + endedSystem;
      else if (Number(fields[1]) === processId) ticks += user + system;
    }
    return ticks;
  } catch {
    return Number.NaN;
  }
}

function statOf(id: string): string[] {
  try {
    const line = readFileSync(`/proc/${id}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
