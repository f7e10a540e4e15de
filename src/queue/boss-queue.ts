import { type Db, type Job, PgBoss } from 'pg-boss';
import type { TrialJob } from '../store/machines.ts';
import type { ServerConnection } from '../store/server-connection.ts';
import { type Bell, openBell } from './bell.ts';
import { jobId, releasedId } from './job-id.ts';
import type { FetchedJob, JobQueue, LiveJob, QueueOptions, SendOptions } from './job-queue.ts';

const schema = 'hpsearch_jobs';

/** The longest that pg-boss allows; an attempt that takes longer is given to another worker too. */
const longestSeconds = 24 * 3600;

/** A job that this many workers have lost after the first one goes to no other. */
const mostRetries = 4;

/** The shortest that pg-boss allows. */
const defaultHeartbeat = 10;

/** Jobs read at once. */
const pageSize = 1000;

const settings = {
  ...{ schema, schedule: false, persistQueueStats: false, persistWarnings: false, monitorVacuum: false },
  ...{ registerInstance: false, reindex: false },
} as const;

/** Jobs by pg-boss, in a schema of its own; each study has a queue. Closing it closes the connection. */
export async function openBossQueue(connection: ServerConnection, options: QueueOptions): Promise<JobQueue> {
  const { isSupervisor = false, onError = () => undefined } = options;
  const boss = new PgBoss({
    ...settings,
    db: connectionOf(connection),
    supervise: isSupervisor,
    ...(isSupervisor && { superviseIntervalSeconds: 1, monitorIntervalSeconds: 1 }),
  });
  boss.on('error', onError);
  await boss.start();
  return bossQueue(boss, connection, openBell(connection, onError));
}

function connectionOf(connection: ServerConnection): Db {
  return { executeSql: (text, values) => connection.query(text, values) };
}

function bossQueue(boss: PgBoss, connection: ServerConnection, bell: Bell): JobQueue {
  const send = async (job: TrialJob, id: string, { heartbeatSeconds }: SendOptions) => {
    const priority = job.rung === undefined ? 0 : job.rung.rung;
    const sent = await boss.send(nameOf(job.studyId), job, { id, priority, heartbeatSeconds });
    if (sent !== null) bell.ring();
  };
  const live = (studyId: number) => liveJobs(boss, studyId);
  return {
    async open(studyId) {
      await boss.createQueue(nameOf(studyId), {
        ...{ retryLimit: mostRetries, retryDelay: 0, expireInSeconds: longestSeconds },
        retentionSeconds: 30 * longestSeconds,
      });
    },
    send: (job, attempt, given) => send(job, jobId(job, attempt, given.repetition), given),
    live,
    async cancel(studyId) {
      await boss.deleteQueuedJobs(nameOf(studyId));
      return (await live(studyId)).filter(({ state }) => state === 'fetched').map(({ trial }) => trial);
    },
    async remove(studyId, id) {
      await boss.deleteJob(nameOf(studyId), id);
    },
    async forget(studyId) {
      await boss.deleteQueue(nameOf(studyId));
    },
    async ready() {
      const queues = await boss.getQueues();
      return queues.map(({ name }) => studyOf(name)).filter((id) => id !== undefined);
    },
    async fetch(studyId, most) {
      const jobs = await boss.fetch<TrialJob>(nameOf(studyId), { batchSize: most }).catch(unlessMissing);
      return (jobs ?? []).map(fetchedJob);
    },
    async touch(jobs) {
      for (const study of new Set(jobs.map(({ studyId }) => studyId))) {
        const own = jobs.filter(({ studyId }) => studyId === study);
        await boss.touch(nameOf(study), own.map(attemptOf)).catch(unlessMissing);
      }
    },
    async complete(job) {
      await boss.deleteJob(nameOf(job.studyId), [attemptOf(job)]).catch(unlessMissing);
    },
    async release({ id, fetch, heartbeatSeconds, ...job }) {
      const answer = await boss
        .deleteJob(nameOf(job.studyId), [attemptOf({ id, fetch })])
        .catch(unlessMissing);
      // A job that another worker has by now is not this one's to give back.
      if (wasHeld(answer)) await send(job, releasedId(id, fetch), { heartbeatSeconds });
    },
    wait: (stop, workers = 1) => bell.wait(stop, workers),
    async close() {
      await bell.close();
      await boss.stop({ graceful: false, close: false });
      await connection.close();
    },
  };
}

function nameOf(studyId: number): string {
  return `study-${studyId}`;
}

/** Undefined for a queue that belongs to no study. */
function studyOf(name: string): number | undefined {
  const [, id] = /^study-(\d+)$/.exec(name) ?? [];
  return id === undefined ? undefined : Number(id);
}

async function liveJobs(boss: PgBoss, studyId: number): Promise<LiveJob[]> {
  const found: LiveJob[] = [];
  for (let after: string | undefined; ; ) {
    const page = await boss.findJobs<TrialJob>(nameOf(studyId), {
      limit: pageSize,
      ...(after !== undefined && { after }),
    });
    for (const { id, data, state } of page) {
      const stage = stageOf[state];
      if (stage !== undefined) found.push({ id, trial: data.trial, state: stage });
    }
    after = page.at(-1)?.id;
    if (page.length < pageSize) return found;
  }
}

const stageOf: Readonly<Partial<Record<string, LiveJob['state']>>> = {
  ...{ created: 'waiting', retry: 'waiting', active: 'fetched', failed: 'lost' },
};

function fetchedJob({ id, data, retryCount, heartbeatSeconds }: Job<TrialJob>): FetchedJob {
  return { ...data, id, fetch: retryCount, heartbeatSeconds: heartbeatSeconds ?? defaultHeartbeat };
}

/** pg-boss changes a job only for the fetch that holds it. */
function attemptOf({ id, fetch }: Pick<FetchedJob, 'id' | 'fetch'>) {
  return { id, retryCount: fetch };
}

function wasHeld(answer: unknown): boolean {
  return (answer as { affected?: number } | undefined)?.affected === 1;
}

/** The queue of a study goes when its search ends; a worker may hear of that later. */
function unlessMissing(error: Error & { readonly code?: unknown }): undefined {
  if (error.code === 'PGBOSS_QUEUE_NOT_FOUND') return undefined;
  throw error;
}
