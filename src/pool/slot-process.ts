import { type ChildProcess, fork } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { Failure } from '../study/trial.ts';
import { isSlotNews } from './check-messages.ts';
import { threadCountOf } from './lent-threads.ts';
import { isAskedToStop, type TaskAnswer, type TrialTask } from './messages.ts';
import { sendParcel } from './parcel.ts';
import type { Attempt } from './slot.ts';
import { type SlotOrder, type SlotRequest, setupFd } from './slot-messages.ts';
import type { TaskWatch } from './task-watch.ts';
import { deathOfProcess, isInterruption, noWorker, overMemory } from './worker-failure.ts';

/** A child process in which `serveSlot` runs one task at a time. */
export interface SlotProcess {
  /** Whether the process has ended or is about to. */
  readonly isGone: boolean;
  /** Runs a task. Never rejects. If the watch gives the task up, the process is killed. */
  run(task: TrialTask, watch: TaskWatch): Promise<Answered>;
  /** Resolves once the process has ended. */
  kill(): Promise<void>;
}

type Answered = Pick<Attempt, 'hasBegun'> & { readonly answer: TaskAnswer };

/** Starts a process with the module `entry`, which must call `serveSlot`. */
export function startSlotProcess(entry: string, order: SlotOrder): SlotProcess {
  const child = fork(entry, [], {
    serialization: 'advanced',
    // Standard output is reserved for the command's result, so a user's module prints to standard error.
    stdio: ['ignore', 2, 2, 'pipe', 'ipc'],
    // A separate process group: a terminal's Ctrl-C reaches only the coordinator, even while this process starts.
    detached: true,
    // glibc's arenas, one per thread, fragment; with a single arena, memory stays flat over many trials.
    env: { MALLOC_ARENA_MAX: '1', ...process.env },
  });
  // A message may arrive after the process has ended; its end is reported separately.
  child.on('error', () => {});
  const death = deathOf(child);
  sendParcel(child.stdio[setupFd] as Writable, order);
  return {
    get isGone() {
      return child.killed || child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    },
    run: (task, watch) => runIn(child, death, task, watch),
    async kill() {
      child.kill('SIGKILL');
      await death;
    },
  };
}

/** Resolves to the reason for the process's end, after all its messages have been received. */
async function deathOf(child: ChildProcess): Promise<Failure> {
  const disconnected = new Promise((resolve) => child.once('disconnect', resolve));
  const failure = await new Promise<Failure>((resolve) => {
    child.once('exit', (code, signal) => resolve(deathOfProcess(code, signal)));
    child.once('error', (error) => {
      if (child.pid === undefined) resolve(noWorker(error));
    });
  });
  if (child.connected && child.pid !== undefined) await disconnected;
  return failure;
}

const lookMilliseconds = 50;

/** Resolves to the process's answer or its death, whichever comes first. */
function runIn(
  child: ChildProcess,
  death: Promise<Failure>,
  { stop, threads, ...task }: TrialTask,
  watch: TaskWatch,
): Promise<Answered> {
  const send = (request: SlotRequest) => child.send(request);
  let lent = 1;
  const passOn = () => {
    if (isAskedToStop(stop)) send({ kind: 'stop' });
    const now = threads === undefined ? lent : threadCountOf(threads);
    if (now !== lent) send({ kind: 'threads', threads: now });
    lent = now;
  };
  // Writes to shared memory send no event, so it is polled. The stop flag is usually set in response to a report.
  const looks = setInterval(passOn, lookMilliseconds);
  return new Promise((resolve) => {
    const settle = (answer: TaskAnswer, hasBegun: boolean) => {
      child.off('message', handle);
      clearInterval(looks);
      watch.end();
      resolve({ answer, hasBegun });
    };
    const handle = (news: unknown) => {
      if (!isSlotNews(news)) return;
      if (news.kind === 'ended') return settle(news.answer, news.hasBegun);
      if (news.kind === 'overMemory') return watch.giveUp(overMemory(news.heldBytes, news.maxBytes));
      watch.handle(news.report);
      passOn();
    };
    watch.signal.addEventListener('abort', () => child.kill('SIGKILL'));
    child.on('message', handle);
    send({ kind: 'run', task });
    void death.then((failure) => settle(lostTo(child, watch, failure), watch.hasBegun));
  });
}

function lostTo(child: ChildProcess, watch: TaskWatch, failure: Failure): TaskAnswer {
  const isOurs = child.killed || watch.verdict !== undefined;
  if (isOurs || watch.hasBegun || !isInterruption(child.signalCode)) {
    return { kind: 'lost', failure: watch.verdict ?? failure };
  }
  return { kind: 'interrupted', message: failure.message };
}
