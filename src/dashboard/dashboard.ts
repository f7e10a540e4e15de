import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { OptionsOf } from '../actions/options/option.ts';
import { loopback } from '../http/listen.ts';
import { FollowedTrials } from '../runs/results/followed-trials.ts';
import { KeptReader } from '../store/kept-reader.ts';
import { requireStudy } from '../store/require-study.ts';
import { listenOn, shownHost } from './address.ts';
import { dashboardApp } from './app.ts';
import type { dashboardOptions } from './dashboard-options.ts';
import { answerHeaders } from './door/answer-headers.ts';
import { openDoor } from './door/door.ts';
import { answeredFault } from './door/refused.ts';
import { SingleUse } from './door/single-use.ts';
import { StudyFindings } from './findings/study-findings.ts';
import { JobQueue } from './jobs/job-queue.ts';
import { broughtSince } from './live/brought-since.ts';
import { SharedAnswers } from './live/shared-answers.ts';
import { StudyWatch } from './live/study-watch.ts';
import type { Sources } from './live/watched-study.ts';
import { searchesFirst } from './low-priority.ts';
import { loadAssets } from './page/assets.ts';
import { readAhead } from './routes/overview-routes.ts';
import { wordsOf } from './words.ts';

export interface DashboardSettings {
  /** hpsearch itself failed while it answered a request. */
  onFault(error: unknown): void;
  readonly version: string;
  /** The least of jobs. Default: searches of this machine go first. */
  readonly jobNiceness?: number;
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

/** Longer than a page waits between requests: one that is sent while its connection is closed fails. */
const keepAliveTimeout = 75_000;

/**
 * Serves the dashboard of a database. UsageError for a database that is not there, of another version or damaged, and for
 * a port or a host that cannot be had.
 */
export async function openDashboard(
  { db, study, host, port }: OptionsOf<typeof dashboardOptions.options>,
  { onFault, version, jobNiceness = searchesFirst }: DashboardSettings,
): Promise<Dashboard> {
  const reader = new KeptReader(db);
  const answers = new SharedAnswers();
  const words = wordsOf(db);
  const findings = new StudyFindings(db, answers);
  const followed = new FollowedTrials();
  const changes: Sources['changes'] = (...asked) => broughtSince(followed, ...asked);
  const sources = { changes, findings: (of: number) => findings.of(of) };
  const describe = (error: unknown) => answeredFault(error, words).error;
  const watch = new StudyWatch({ reader, answers, sources, describe });
  const now = () => Date.now() / 1000;
  const onChange = (data: unknown) => watch.tell({ event: 'job', data });
  const jobs = new JobQueue({ db, now, onChange, niceness: jobNiceness });
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
    server.on('request', answerTo(dashboardApp(context).fetch));
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

/**
 * The listener of a server whose answers have the headers of the door. Hono's own Response takes the place of Node's in this
 * process: its bytes go out as they are, and not through a stream.
 */
function answerTo(fetch: Parameters<typeof getRequestListener>[0]) {
  const answer = getRequestListener(fetch, { overrideGlobalObjects: true });
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    for (const [name, value] of Object.entries(answerHeaders)) outgoing.setHeader(name, value);
    void answer(incoming, outgoing);
  };
}
