import { Piscina } from 'piscina';
import type { Failure } from '../study/trial.ts';
import { isTaskAnswer, isWorkerReport } from './check-messages.ts';
import type { TaskAnswer, TrialTask } from './messages.ts';
import { createRenewal, type RenewalRule } from './renewal.ts';
import type { Attempt, Slot } from './slot.ts';
import { type TaskWatch, watchTask } from './task-watch.ts';
import { deathOf, noAnswer, noWorker } from './worker-failure.ts';

/**
 * Data of threads that start before it is known: their `workerData` is `{ early, later }`, and the first task of a thread
 * that lacks the value brings it.
 */
export interface LaterData {
  /** Set before the first task. */
  value?: unknown;
}

export interface ThreadSlotOptions {
  /** The worker module: its default export takes a TrialTask and resolves to a TaskAnswer. */
  readonly filename: string;
  /** Given to every thread once; shared buffers in it are shared, not copied. */
  readonly workerData: unknown;
  readonly later?: LaterData | undefined;
  readonly rule: RenewalRule;
  readonly leastLoadSeconds: number;
}

/** A slot whose worker is a thread. It has its own Piscina, because Piscina cannot replace one thread of many. */
export function createThreadSlot(options: ThreadSlotOptions): Slot {
  const { rule, leastLoadSeconds } = options;
  const renewal = createRenewal(rule);
  let thread: Thread | undefined;
  const renew = async () => {
    const last = thread;
    thread = undefined;
    renewal.reset();
    await last?.piscina.destroy();
  };
  return {
    async attempt(task, timeoutSeconds, onReport, giveUp) {
      if (thread?.piscina.threads.length === 0) await renew();
      thread ??= startThread(options);
      const startedAt = performance.now();
      const watch = watchTask(task, { timeoutSeconds, leastLoadSeconds, giveUp }, onReport);
      const { answer, ...attempt } = await runOn(thread, task, watch);
      if (renewal.isDue(answer, (performance.now() - startedAt) / 1000)) await renew();
      const { grownBytes: _, ...end } = answer;
      return { ...attempt, end };
    },
    warm() {
      thread ??= startThread(options);
    },
    renew,
  };
}

/** A thread of Piscina, which replaces a thread that died unless it died while loading. */
interface Thread {
  readonly piscina: Piscina;
  watch: TaskWatch | undefined;
  isUsed: boolean;
  /** Data that it has not received yet. */
  lacks: LaterData | undefined;
}

function startThread({ filename, workerData, later }: ThreadSlotOptions): Thread {
  const lacked = () => (later?.value === undefined ? later : undefined);
  const piscina = new Piscina({
    filename,
    // By reference: a thread in place of one that died has what is known by then.
    workerData: later === undefined ? workerData : { early: workerData, later },
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 1,
    // An idle thread that blocks on an atomic cannot run its own timers and message handlers.
    atomics: 'disabled',
  });
  const thread: Thread = { piscina, watch: undefined, isUsed: false, lacks: lacked() };
  piscina.on('message', (message: unknown) => {
    if (isWorkerReport(message)) thread.watch?.handle(message);
  });
  let lastError: unknown;
  // Piscina also rejects the task of the thread. Without a listener, this event would end the process.
  piscina.on('error', (error) => {
    lastError = error;
  });
  piscina.on('workerDestroy', () => {
    thread.isUsed = false;
    thread.lacks = lacked();
    // Checked after Piscina may have replaced the thread: if it has not, the queued task would wait forever.
    setImmediate(() => {
      if (piscina.threads.length === 0) thread.watch?.giveUp(noWorker(lastError));
    });
  });
  return thread;
}

type AnsweredAttempt = Omit<Attempt, 'end'> & { readonly answer: TaskAnswer };

async function runOn(thread: Thread, task: TrialTask, watch: TaskWatch): Promise<AnsweredAttempt> {
  const wasUsed = thread.isUsed;
  const lost = (failure: Failure) => ({
    answer: { kind: 'lost', failure } as const,
    hasBegun: watch.hasBegun,
    wasUsed,
  });
  const { lacks } = thread;
  thread.lacks = undefined;
  thread.isUsed = true;
  thread.watch = watch;
  try {
    const answer: unknown = await thread.piscina.run(lacks ? { ...task, later: lacks.value } : task, {
      signal: watch.signal,
    });
    return isTaskAnswer(answer) ? { answer, hasBegun: true, wasUsed } : lost(noAnswer(answer));
  } catch (error) {
    return lost(watch.verdict ?? deathOf(error));
  } finally {
    watch.end();
    thread.watch = undefined;
  }
}
