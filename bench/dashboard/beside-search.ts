import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { searchSpace } from '../bookkeeping/bookkeeping.ts';
import { commandLine, runChild } from '../child.ts';
import type { Followed } from './followers.ts';
import { serveDashboard } from './served-dashboard.ts';

/** A search of its own process, as long as it lasted and by the processor time that it took. */
export interface SearchTime {
  readonly seconds: number;
  readonly processorSeconds: number;
}

export interface WatchedSearch extends SearchTime {
  readonly followed: Followed;
  /** Processor time of the server until fifty pages had all that they show. */
  readonly openingSeconds: number;
  /** The percentage of one core that the server took from then on. */
  readonly serverShare: number;
  readonly serverMegabytes: number;
}

/** A minute on two cores: pages are opened once, and followed as long as the search takes. */
const trials = 1152;

/** A search of small nets on two workers, into a database that holds other studies. */
export async function timeSearch(db: string, name: string): Promise<SearchTime> {
  const search = [
    ...[process.execPath, commandLine, 'start', searchSpace, '--no-check', '--workers', '2'],
    ...['--trials', `${trials}`, '--name', name, '--json', '--quiet', '--db', db],
  ];
  // The shell tells the processor time of the programs that it has run, in its second line of times.
  const { output, failure } = await runChild('sh', ['-c', '"$@" && times', 'sh', ...search]);
  if (failure !== undefined) throw new Error(failure);
  const times = [...output.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => 60 * Number(minutes) + Number(seconds),
  );
  const { seconds } = JSON.parse(output.slice(0, output.lastIndexOf('}') + 1)) as { seconds: number };
  return { seconds, processorSeconds: (times[2] ?? Number.NaN) + (times[3] ?? Number.NaN) };
}

/** The same while fifty clients follow it on a dashboard. */
export async function timeWatchedSearch(db: string, name: string): Promise<WatchedSearch> {
  const server = await serveDashboard(db);
  try {
    const searching = timeSearch(db, name);
    const study = await studyNamed(server.url, name, searching);
    const program = fileURLToPath(new URL('./followers.js', import.meta.url));
    const before = server.processorSeconds();
    const followers = fork(program, [server.url, `${study}`]);
    await Promise.race([once(followers, 'message'), searching]);
    const [openedAt, spent] = [performance.now(), server.processorSeconds()];
    const time = await searching;
    const passed = (performance.now() - openedAt) / 1000;
    const following = server.processorSeconds() - spent;
    followers.send('end');
    const [followed] = (await once(followers, 'message')) as [Followed];
    return {
      ...time,
      followed,
      openingSeconds: spent - before,
      serverShare: (100 * following) / passed,
      serverMegabytes: server.peakMegabytes(),
    };
  } finally {
    server.close();
  }
}

/** The study's id, once the search has made it. */
async function studyNamed(url: string, name: string, searching: Promise<unknown>): Promise<number> {
  let failure: unknown;
  searching.catch((error: unknown) => {
    failure = error;
  });
  for (;;) {
    if (failure !== undefined) throw failure;
    const studies = (await (await fetch(new URL('/api/studies', url))).json()) as {
      id: number;
      name: string;
    }[];
    const found = studies.find((each) => each.name === name);
    if (found !== undefined) return found.id;
    await setTimeout(100);
  }
}
