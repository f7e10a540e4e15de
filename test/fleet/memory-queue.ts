import type { FetchedJob, JobQueue, LiveJob } from '../../src/queue/job-queue.ts';
import type { TrialJob } from '../../src/store/machines.ts';

export type JobState = 'waiting' | 'fetched' | 'complete';

export interface MemoryQueue extends JobQueue {
  /** The state of each job, by study and trial. */
  states(): Record<string, JobState>;
  /** Makes a fetched job waiting, as when its worker was lost. */
  lose(studyId: number, trial: number): void;
  /** The trials of all touches. */
  readonly touched: Set<number>;
}

interface Entry {
  readonly job: TrialJob;
  state: JobState;
  fetch: number;
}

/** A queue in this process, whose workers are never lost. */
export function memoryQueue(): MemoryQueue {
  const entries: Entry[] = [];
  const touched = new Set<number>();
  let changed = () => {};
  const find = ({ id, fetch }: FetchedJob) =>
    entries.find((each) => idOf(each.job) === id && each.fetch === fetch && each.state === 'fetched');
  const end = async (job: FetchedJob, state: JobState) => {
    const entry = find(job);
    if (entry !== undefined) entry.state = state;
    changed();
  };
  return {
    touched,
    states: () => Object.fromEntries(entries.map(({ job, state }) => [idOf(job), state])),
    lose(studyId, trial) {
      for (const entry of entries) {
        if (entry.job.studyId === studyId && entry.job.trial === trial) entry.state = 'waiting';
      }
      changed();
    },
    open: async () => {},
    async send(job) {
      entries.push({ job, state: 'waiting', fetch: 0 });
      changed();
    },
    live: async (studyId) =>
      entries
        .filter(({ job, state }) => job.studyId === studyId && state !== 'complete')
        .map(({ job, state }) => ({ trial: job.trial, id: idOf(job), state: state as LiveJob['state'] })),
    async cancel(studyId) {
      const own = entries.filter(({ job }) => job.studyId === studyId);
      for (const entry of own) if (entry.state === 'waiting') entry.state = 'complete';
      return own.filter(({ state }) => state === 'fetched').map(({ job }) => job.trial);
    },
    remove: async () => {},
    forget: async () => {},
    ready: async () => [...new Set(entries.map(({ job }) => job.studyId))],
    async fetch(studyId, most) {
      const waiting = entries.filter(({ job, state }) => job.studyId === studyId && state === 'waiting');
      return waiting.slice(0, most).map((entry) => {
        entry.state = 'fetched';
        entry.fetch += 1;
        return { ...entry.job, id: idOf(entry.job), fetch: entry.fetch, heartbeatSeconds: 10 };
      });
    },
    async touch(jobs) {
      for (const job of jobs) touched.add(job.trial);
    },
    complete: (job) => end(job, 'complete'),
    release: (job) => end(job, 'waiting'),
    wait: (stop) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, 20);
        changed = () => {
          clearTimeout(timer);
          resolve();
        };
        stop.addEventListener('abort', changed, { once: true });
      }),
    close: async () => {},
  };
}

function idOf({ studyId, trial, rung }: TrialJob): string {
  return rung === undefined ? `${studyId}/${trial}` : `${studyId}/${trial}/${rung.rung}`;
}
