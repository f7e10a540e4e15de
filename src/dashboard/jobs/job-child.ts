import { type ChildProcess, fork } from 'node:child_process';
import { builtFile } from '../../files/built-file.ts';
import type { JobNews, JobOrder, JobRequest } from './job-messages.ts';

const patienceMilliseconds = 10_000;
const tailLength = 2000;

/** A process that does one job. */
export interface JobChild {
  /** Asks it to end; a process that does not is killed. */
  cancel(): void;
  kill(): void;
}

/** Starts a process for a job; `onNews` is called with an end exactly once, also where the process dies. */
export function startJob(order: JobOrder, onNews: (news: JobNews) => void): JobChild {
  const child = fork(builtFile('src/dashboard/jobs/job-main.js'), [], {
    // A user's module may print: neither the result nor the messages of the server are its place.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const tell = onlyOneEnd(onNews);
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-tailLength);
  });
  child.on('message', (news) => tell(news as JobNews));
  child.on('error', (error) => tell({ kind: 'failed', text: `its process cannot start: ${error.message}` }));
  child.on('close', (code, signal) => {
    const last = tail.trim() === '' ? '' : `: ${tail.trim()}`;
    tell({ kind: 'failed', text: `its process ended with ${signal ?? `code ${code}`}${last}` });
  });
  send(child, { kind: 'run', order });
  return {
    cancel: () => {
      send(child, { kind: 'cancel' });
      setTimeout(() => child.kill('SIGKILL'), patienceMilliseconds).unref();
    },
    kill: () => child.kill('SIGKILL'),
  };
}

function send(child: ChildProcess, request: JobRequest): void {
  // A process that has ended is told about by its close.
  if (child.connected) child.send(request, () => undefined);
}

function onlyOneEnd(onNews: (news: JobNews) => void): (news: JobNews) => void {
  let hasEnded = false;
  return (news) => {
    if (hasEnded) return;
    hasEnded = news.kind !== 'step';
    onNews(news);
  };
}
