import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withStore } from '../../src/store/with-store.ts';
import { Machine } from '../../test/machines/machine.ts';
import { TestServer } from '../../test/postgres/server.ts';
import { until } from '../../test/postgres/system.ts';
import { commandLine, projectFolder } from '../child.ts';

/** When one trial ran and in which process; times in milliseconds. */
export interface Span {
  readonly trial: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly worker: number;
}

/** Gives `use` a PostgreSQL of its own, with the settings of an ordinary one, and stops it. */
export async function onServer<T>(use: (server: TestServer) => Promise<T>): Promise<T> {
  const server = await TestServer.start({ isDurable: true, settings: { max_connections: 900 } });
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

/** Writes a space of trials that last, into a folder; returns the file. */
export async function writeSleepSpace(folder: string, trials: number, seconds: number): Promise<string> {
  const file = join(folder, `sleep-${trials}.json`);
  const space = {
    name: `sleep-${trials}`,
    model: { objective: join(projectFolder, 'bench/machines/sleep.mjs') },
    objective: { metric: 'score', direction: 'minimize' },
    space: { x: { type: 'uniform', min: 0, max: 1 }, seconds },
    search: { trials },
  };
  await writeFile(file, JSON.stringify(space));
  return file;
}

/** Runs commands as machines on a database while `use` lasts, and ends those that have not ended. */
export async function withMachines<T>(
  database: string,
  use: (launch: (...args: string[]) => Machine) => Promise<T>,
): Promise<T> {
  const machines: Machine[] = [];
  const launch = (...args: string[]) => {
    const machine = new Machine(args, { program: commandLine, database });
    machines.push(machine);
    return machine;
  };
  try {
    return await use(launch);
  } finally {
    for (const machine of machines) machine.signal('SIGTERM');
    await Promise.all(machines.map(({ ended }) => ended));
  }
}

/** Resolves once that number of workers are in the database. */
export async function joined(server: TestServer, database: string, workers: number): Promise<void> {
  const count = 'select count(*)::int as n from hpsearch.workers';
  await until(() =>
    server.query(count, { database }).then(
      ([row]) => (row as { n: number }).n >= workers,
      // The table is created by the first of them.
      () => false,
    ),
  );
}

/** The spans of a finished study's trials, by start. */
export function spansOf(database: string): Promise<Span[]> {
  return withStore(database, async (store) => {
    const study = await store.findStudy(undefined);
    if (study === undefined) throw new Error('the study is missing');
    const trials = await store.trials(study.id);
    const spans = trials.map(({ trial, metrics = {} }) => ({ trial, ...metrics }) as unknown as Span);
    return spans.toSorted((one, other) => one.startedAt - other.startedAt);
  });
}
