import { Worker } from 'node:worker_threads';
import { builtFile } from '../../files/built-file.ts';
import type { Findings } from '../../reports/dashboard/findings.ts';
import { withSecrets } from '../../store/location.ts';
import { type AnsweredFault, Refused } from '../door/refused.ts';
import type { SharedAnswers } from '../live/shared-answers.ts';
import { type FindingNews, type FindingOrder, whenReady } from './finding-messages.ts';

/** A thread whose heap has grown beyond this has read a large study: its memory is worth more than its start. */
const mostHeapMegabytes = 60;
/** A search beside the server needs its findings again before that. */
const keptMilliseconds = 120_000;

/**
 * The findings from all trials of a study: a second of computation of 10,000 trials, in a thread, so that the server
 * answers others meanwhile. One study at a time; the thread ends after a large one, and when nobody has asked for long.
 */
export class StudyFindings {
  readonly #db: string;
  readonly #answers: SharedAnswers;
  #last: Promise<unknown> = Promise.resolve();
  #thread: Worker | undefined;
  /** The order that the thread computes. */
  #awaited: { resolve(news: FindingNews): void; reject(error: Error): void } | undefined;
  #end: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(db: string, answers: SharedAnswers) {
    this.#db = db;
    this.#answers = answers;
  }

  /** All clients share them, and they may be a while old. Refused where the study is not there or cannot be read. */
  of(study: number): Promise<Findings> {
    return this.#answers.get(study, 'findings', 'rests', (hasBegun) => {
      const found = this.#last.then(() => this.#find({ db: withSecrets(this.#db), study }, hasBegun));
      this.#last = found.catch(() => undefined);
      return found;
    });
  }

  /** No thread starts afterwards. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#endThread();
  }

  async #endThread(): Promise<void> {
    clearTimeout(this.#end);
    const thread = this.#thread;
    this.#thread = undefined;
    // The server has let go everybody who still waits for it.
    thread?.removeAllListeners();
    await thread?.terminate();
  }

  /** A thread that dies, also between two orders, is no longer asked. */
  #started(): Worker {
    const thread = new Worker(builtFile('src/dashboard/findings/finding-thread.js'));
    const end = (error: Error) => {
      // A thread that failed also exits, while another one may compute.
      if (this.#thread !== thread) return;
      this.#thread = undefined;
      this.#awaited?.reject(error);
    };
    thread.on('message', (news: FindingNews) => this.#awaited?.resolve(news));
    thread.on('error', end);
    thread.on('exit', (code) => end(new Error(`the thread that computes findings ended with code ${code}`)));
    // A server that has been closed waits for no findings.
    thread.unref();
    return thread;
  }

  #newsOf(thread: Worker, order: FindingOrder | typeof whenReady): Promise<FindingNews> {
    return new Promise<FindingNews>((resolve, reject) => {
      this.#awaited = { resolve, reject };
      thread.postMessage(order);
    });
  }

  async #find(order: FindingOrder, hasBegun: () => void): Promise<Findings> {
    if (this.#isClosed) throw new Refused(503, 'the dashboard has been closed');
    clearTimeout(this.#end);
    const kept = this.#thread;
    const thread = kept ?? this.#started();
    this.#thread = thread;
    try {
      if (kept === undefined) await this.#newsOf(thread, whenReady);
      hasBegun();
      const news = await this.#newsOf(thread, order);
      if (news.kind === 'failed') throw faultOf(news.fault);
      if (news.kind === 'ready') throw new Error('the thread that computes findings has none');
      if (news.heapMegabytes > mostHeapMegabytes) await this.#endThread();
      return news.findings;
    } catch (error) {
      await this.#endThread();
      throw error;
    } finally {
      this.#end = setTimeout(() => void this.#endThread(), keptMilliseconds).unref();
    }
  }
}

function faultOf({ status, error, isOurs }: AnsweredFault): Error {
  return isOurs ? new Error(error) : new Refused(status, error);
}
