import { createServer } from 'node:http';
import { isIP } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { OptionsOf } from '../actions/options/option.ts';
import { UsageError } from '../faults/errors.ts';
import { listen, loopback } from '../http/listen.ts';
import { FollowedTrials } from '../runs/results/followed-trials.ts';
import { KeptReader } from '../store/kept-reader.ts';
import { requireStudy } from '../store/require-study.ts';
import { dashboardApp } from './app.ts';
import { type dashboardOptions, defaultPort } from './dashboard-options.ts';
import { openDoor } from './door/door.ts';
import { answeredFault } from './door/refused.ts';
import { SingleUse } from './door/single-use.ts';
import { StudyFindings } from './findings/study-findings.ts';
import { JobQueue } from './jobs/job-queue.ts';
import { broughtSince } from './live/brought-since.ts';
import { SharedAnswers } from './live/shared-answers.ts';
import { type Sources, StudyWatch } from './live/study-watch.ts';
import { loadAssets } from './page/assets.ts';
import { readAhead } from './routes/overview-routes.ts';
import { wordsOf } from './words.ts';

export interface DashboardEvents {
  /** hpsearch itself failed while it answered a request. */
  onFault(error: unknown): void;
  readonly version: string;
}

export interface Dashboard {
  readonly url: string;
  /** The address with the token: whoever opens it may act. */
  readonly actingUrl: string;
  /** Leads to the acting address once. */
  readonly openingUrl: string;
  readonly port: number;
  close(): Promise<void>;
}

const tried = 50;

/** Longer than a page waits between requests: one that is sent while its connection is closed fails. */
const keepAliveTimeout = 75_000;

/**
 * Serves the dashboard of a database. UsageError for a database that is not there, of another version or damaged, and for
 * a port or a host that cannot be had.
 */
export async function openDashboard(
  { db, study, host, port }: OptionsOf<typeof dashboardOptions.options>,
  { onFault, version }: DashboardEvents,
): Promise<Dashboard> {
  const reader = new KeptReader(db);
  const answers = new SharedAnswers();
  const words = wordsOf(db);
  const findings = new StudyFindings(db, answers);
  const followed = new FollowedTrials();
  const changes: Sources['changes'] = (...asked) => broughtSince(followed, ...asked);
  const sources = { changes, findings: (of: number) => findings.of(of) };
  const watch = new StudyWatch(reader, answers, sources, (error) => answeredFault(error, words).error);
  const now = () => Date.now() / 1000;
  const jobs = new JobQueue({ db, now, onChange: (data) => watch.tell({ event: 'job', data }) });
  const door = openDoor(host);
  const server = createServer({ requestTimeout: 30_000, keepAliveTimeout });
  try {
    // Also where no study is named: a database that is not there, or cannot be read, is told of now.
    const first = await reader.use(async (store) =>
      study === undefined ? undefined : requireStudy(store, study, db),
    );
    const query = first === undefined ? '' : `?study=${first.id}`;
    const opening = new SingleUse();
    const context = {
      db,
      query,
      version,
      door,
      opening,
      assets: loadAssets(),
      reader,
      answers,
      findings,
      watch,
      jobs,
      onFault,
    };
    server.on('request', getRequestListener(dashboardApp(context).fetch, { overrideGlobalObjects: false }));
    const chosen = await listenOn(server, host ?? loopback, port);
    const address = `http://${shownHost(host)}:${chosen}`;
    const url = `${address}/${query}`;
    // A request for the study meets the same error.
    setImmediate(() => readAhead(context).catch(() => undefined));
    return {
      ...{ url, actingUrl: `${url}#token=${door.token}`, openingUrl: address + opening.path, port: chosen },
      close: async () => {
        watch.close();
        jobs.close();
        await findings.close();
        server.close();
        server.closeAllConnections();
        await reader.close();
      },
    };
  } catch (error) {
    await reader.close();
    throw error;
  }
}

/** The port that was asked for, or the first free one from the usual one on. */
async function listenOn(
  server: ReturnType<typeof createServer>,
  host: string,
  port: number | undefined,
): Promise<number> {
  if (port !== undefined) return listen(server, { port, host });
  for (let next = defaultPort; ; next++) {
    try {
      return await listen(server, { port: next, host });
    } catch (error) {
      if (!(error instanceof UsageError) || next === defaultPort + tried || !isPortTaken(error)) throw error;
    }
  }
}

function isPortTaken({ cause }: UsageError): boolean {
  return (cause as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE';
}

/** An address that a browser of this machine can open. */
function shownHost(host = loopback): string {
  if (host === '0.0.0.0' || host === '::') return loopback;
  return isIP(host) === 6 ? `[${host}]` : host;
}
