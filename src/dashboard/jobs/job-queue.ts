import type { JobReport } from '../../reports/dashboard/job-report.ts';
import { withSecrets } from '../../store/location.ts';
import { Refused } from '../door/refused.ts';
import { type JobChild, startJob } from './job-child.ts';
import type { JobNews } from './job-messages.ts';

const mostWaiting = 20;
/** Jobs that have ended and are still listed. */
const mostListed = 100;
const mostFragments = 20;

/** The work of a job. */
export interface AskedJob {
  /** The study's id and name. */
  readonly study: number;
  readonly studyName: string;
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

interface Job {
  report: JobReport;
  readonly asked: AskedJob;
}

interface QueueSettings {
  readonly db: string;
  /** Called with each state that a job reaches. */
  onChange(report: JobReport): void;
  /** Seconds since 1970. */
  now(): number;
  /** The least of their processes. */
  readonly niceness: number;
}

/** Jobs, one at a time in the order in which they were asked for, each in a process of its own. */
export class JobQueue {
  readonly #settings: QueueSettings;
  readonly #jobs: Job[] = [];
  /** Fragments of HTML by the job's key, the oldest first. */
  readonly #fragments = new Map<string, string>();
  #running: { readonly job: Job; readonly child: JobChild } | undefined;
  #count = 0;
  #isClosed = false;

  constructor(settings: QueueSettings) {
    this.#settings = settings;
  }

  /** All that are known, the oldest first. */
  list(): JobReport[] {
    return this.#jobs.map(({ report }) => report);
  }

  /** Refused when too many wait. */
  add(asked: AskedJob): JobReport {
    if (this.#jobs.filter(({ report }) => report.state === 'waiting').length >= mostWaiting) {
      throw new Refused(429, `${mostWaiting} jobs wait already`);
    }
    const { study, name, options } = asked;
    const report: JobReport = {
      ...{ id: String(++this.#count), study, name, options, state: 'waiting', step: null, share: null },
      ...{ askedAt: this.#settings.now(), endedAt: null, text: null },
    };
    this.#jobs.push({ report, asked });
    this.#forgetOld();
    this.#settings.onChange(report);
    this.#next();
    return this.#jobs.find((job) => job.report.id === report.id)?.report ?? report;
  }

  /** The last job that was asked for the same. */
  last(asked: AskedJob): JobReport | undefined {
    return this.#jobs.findLast((job) => keyOf(job.asked) === keyOf(asked))?.report;
  }

  /** The fragment that the last such job made; undefined where there is none. */
  fragment(asked: AskedJob): string | undefined {
    return this.#fragments.get(keyOf(asked));
  }

  /** Ends a job that waits or runs. Refused when there is none of this id. */
  cancel(id: string): JobReport {
    const job = this.#jobs.find(({ report }) => report.id === id);
    if (job === undefined) throw new Refused(404, 'no job has this id');
    if (this.#running?.job === job) this.#running.child.cancel();
    else if (job.report.state === 'waiting') this.#end(job, 'cancelled', 'cancelled before it began');
    return job.report;
  }

  close(): void {
    this.#isClosed = true;
    this.#running?.child.kill();
  }

  #next(): void {
    const job = this.#jobs.find(({ report }) => report.state === 'waiting');
    if (this.#isClosed || this.#running !== undefined || job === undefined) return;
    const { studyName, name, options } = job.asked;
    this.#change(job, { state: 'running' });
    const { db, niceness } = this.#settings;
    const order = { db: withSecrets(db), study: studyName, name, options, niceness };
    this.#running = { job, child: startJob(order, (news) => this.#handle(job, news)) };
  }

  #handle(job: Job, news: JobNews): void {
    if (news.kind === 'step') {
      this.#change(job, { step: news.text, share: news.share });
      return;
    }
    this.#running = undefined;
    if (news.kind !== 'done') this.#end(job, news.kind, news.text);
    else {
      if (news.result.html !== undefined) this.#keep(job, news.result.html);
      this.#end(job, 'done', news.result.text);
    }
    this.#next();
  }

  #keep({ asked }: Job, html: string): void {
    this.#fragments.delete(keyOf(asked));
    this.#fragments.set(keyOf(asked), html);
    const [oldest] = this.#fragments.keys();
    if (this.#fragments.size > mostFragments && oldest !== undefined) this.#fragments.delete(oldest);
  }

  #end(job: Job, state: JobReport['state'], text: string): void {
    this.#change(job, { state, text, endedAt: this.#settings.now() });
  }

  #change(job: Job, change: Partial<JobReport>): void {
    job.report = { ...job.report, ...change };
    if (!this.#isClosed) this.#settings.onChange(job.report);
  }

  #forgetOld(): void {
    const ended = this.#jobs.filter(({ report }) => report.endedAt !== null);
    for (const old of ended.slice(0, Math.max(0, ended.length - mostListed))) {
      this.#jobs.splice(this.#jobs.indexOf(old), 1);
    }
  }
}

/** The same for the same work. */
function keyOf({ study, name, options }: AskedJob): string {
  const sorted = Object.entries(options).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([study, name, sorted]);
}
