import { Worker } from 'node:worker_threads';
import type { Findings } from '../../reports/dashboard/findings.ts';
import { withSecrets } from '../../store/location.ts';
import { Refused } from '../door/refused.ts';
import type { SharedAnswers } from '../live/shared-answers.ts';
import { builtFile } from '../page/built-file.ts';
import type { FindingNews, FindingOrder } from './finding-messages.ts';

/**
 * The findings from all trials of a study: a second of computation of 10,000 trials, in a thread, so that the server
 * answers others meanwhile, and the memory is free once it ends. One study at a time.
 */
export class StudyFindings {
  readonly #db: string;
  readonly #answers: SharedAnswers;
  #last: Promise<unknown> = Promise.resolve();

  constructor(db: string, answers: SharedAnswers) {
    this.#db = db;
    this.#answers = answers;
  }

  /** All clients share them, and they may be a while old. Refused where the study is not there or cannot be read. */
  of(study: number): Promise<Findings> {
    return this.#answers.get(study, 'findings', 'rests', () => {
      const order = { db: withSecrets(this.#db), study };
      const found = this.#last.then(() => findInThread(order));
      this.#last = found.catch(() => undefined);
      return found;
    });
  }
}

async function findInThread(order: FindingOrder): Promise<Findings> {
  const news = await newsOf(
    new Worker(builtFile('src/dashboard/findings/finding-thread.js'), { workerData: order }),
  );
  if (news.kind === 'found') return news.findings;
  const { status, error, isOurs } = news.fault;
  throw isOurs ? new Error(error) : new Refused(status, error);
}

function newsOf(thread: Worker): Promise<FindingNews> {
  // A server that has been closed waits for no findings.
  thread.unref();
  return new Promise<FindingNews>((resolve, reject) => {
    thread.on('message', resolve);
    thread.on('error', reject);
    thread.on('exit', (code) =>
      reject(new Error(`the thread that computes findings ended with code ${code}`)),
    );
  });
}
