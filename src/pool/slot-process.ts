import { type ChildProcess, fork } from 'node:child_process';
import type { Writable } from 'node:stream';
import type { Failure } from '../study/trial.ts';
import { isSlotNews } from './check-messages.ts';
import { isAskedToStop, type TaskAnswer, type TrialTask } from './messages.ts';
import { sendParcel } from './parcel.ts';
import type { Attempt } from './slot.ts';
import { type SlotOrder, type SlotRequest, setupFd } from './slot-messages.ts';
import type { TaskWatch } from './task-watch.ts';
import { deathOfProcess, isInterruption, noWorker, overMemory } from './worker-failure.ts';

/** A child process in which `serveSlot` runs one task at a time. */
export interface SlotProcess {
  /** It has ended, or is about to. */
  readonly isGone: boolean;
  /** Never rejects. When the watch gives the task up, the process is ended. */
  run(task: TrialTask, watch: TaskWatch): Promise<Answered>;
  /** Resolves once the process has ended. */
  kill(): Promise<void>;
}

type Answered = Pick<Attempt, 'hasBegun'> & { readonly answer: TaskAnswer };

/** `entry` is a module that calls `serveSlot`. */
export function startSlotProcess(entry: string, order: SlotOrder): SlotProcess {
  const child = fork(entry, [], {
    serialization: 'advanced',
    // The standard output belongs to the command's result, whatever a user's module prints.
    stdio: ['ignore', 2, 2, 'pipe', 'ipc'],
    // A group of its own: a terminal's Ctrl-C reaches the coordinator alone, even while this process starts.
    detached: true,
    // The C library's arenas, one a thread, fragment: with a single one the memory of many trials stays flat.
    env: { MALLOC_ARENA_MAX: '1', ...process.env },
  });
  // Of a message that comes too late for the process; its end is heard of as such.
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

/** How the process ended, once it has and all that it had sent was heard. */
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

const stopLookMilliseconds = 50;

/** Whichever comes first: the process's answer, or its death. */
function runIn(
  child: ChildProcess,
  death: Promise<Failure>,
  { stop, ...task }: TrialTask,
  watch: TaskWatch,
): Promise<Answered> {
  const send = (request: SlotRequest) => child.send(request);
  const passStop = () => {
    if (isAskedToStop(stop)) send({ kind: 'stop' });
  };
  // Nothing tells that shared memory was written; mostly it is in answer to a report.
  const looks = setInterval(passStop, stopLookMilliseconds);
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
      passStop();
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
