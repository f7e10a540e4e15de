import { Piscina } from 'piscina';
import type { Failure } from '../study/trial.ts';
import type { TaskEnd, TrialTask, WorkerReport } from './messages.ts';
import type { TrialPool } from './pool.ts';
import { deathOf, isTaskEnd, noAnswer, noWorker, timeout } from './worker-failure.ts';

export interface ThreadPoolOptions {
  /** The worker module: its default export takes a TrialTask and resolves to a TaskEnd. */
  readonly filename: string;
  readonly size: number;
  /** Given to every thread once; shared buffers in it are shared, not copied. */
  readonly workerData: unknown;
}

/** A task in a thread's hands, or waiting for a thread. */
interface Attempt {
  readonly giveUp: AbortController;
  readonly hear: (report: WorkerReport) => void;
}

/** One Piscina thread a slot, reused from trial to trial: TensorFlow.js takes 0.4 s to load. */
export function createThreadPool({ filename, size, workerData }: ThreadPoolOptions): TrialPool {
  const piscina = new Piscina({
    filename,
    workerData,
    minThreads: size,
    maxThreads: size,
    concurrentTasksPerWorker: 1,
    // An idle thread that waits on an atomic cannot run what its own timers and messages ask for.
    atomics: 'disabled',
  });
  const attempts = new Map<number, Attempt>();
  piscina.on('message', (report: WorkerReport) => attempts.get(report.trial)?.hear(report));
  giveUpWithoutThreads(piscina, attempts);

  return {
    size,
    async run(task, timeoutSeconds, onReport) {
      const first = await attempt({ piscina, attempts }, task, timeoutSeconds, onReport);
      if (first.hasBegun || first.end.kind !== 'lost') return first.end;
      // A thread can die of what its last task left behind, with the next one in its hands.
      return (await attempt({ piscina, attempts }, task, timeoutSeconds, onReport)).end;
    },
    close: () => piscina.close(),
  };
}

async function attempt(
  { piscina, attempts }: { piscina: Piscina; attempts: Map<number, Attempt> },
  task: TrialTask,
  timeoutSeconds: number,
  onReport: (report: WorkerReport) => void,
): Promise<{ end: TaskEnd; hasBegun: boolean }> {
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const hear = (report: WorkerReport) => {
    if (report.attempt !== task.attempt) return;
    if (report.kind === 'started') {
      timer ??= setTimeout(() => giveUp.abort(timeout(timeoutSeconds)), timeoutSeconds * 1000);
    }
    onReport(report);
  };
  attempts.set(task.trial, { giveUp, hear });
  const lost = (failure: Failure) => ({
    end: { kind: 'lost', failure } as const,
    hasBegun: timer !== undefined,
  });
  try {
    const answer: unknown = await piscina.run(task, { signal: giveUp.signal });
    return isTaskEnd(answer) ? { end: answer, hasBegun: true } : lost(noAnswer(answer));
  } catch (error) {
    return lost(giveUp.signal.aborted ? giveUp.signal.reason : deathOf(error));
  } finally {
    clearTimeout(timer);
    attempts.delete(task.trial);
  }
}

/**
 * Piscina stops replacing threads once one has died while it loaded the worker module, and what is queued then waits
 * for good: with the last thread gone, all of it is lost.
 */
function giveUpWithoutThreads(piscina: Piscina, attempts: Map<number, Attempt>): void {
  let lastError: unknown;
  // The task that a broken thread held is rejected as well; unheard, this event would end the process.
  piscina.on('error', (error) => {
    lastError = error;
  });
  piscina.on('workerDestroy', () => {
    // Once Piscina has put another thread in its place, if it does.
    setImmediate(() => {
      if (piscina.threads.length > 0) return;
      for (const { giveUp } of attempts.values()) giveUp.abort(noWorker(lastError));
    });
  });
}
