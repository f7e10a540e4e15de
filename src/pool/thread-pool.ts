import { Piscina } from 'piscina';
import type { Failure } from '../study/trial.ts';
import type { TaskEnd, WorkerReport } from './messages.ts';
import type { TrialPool } from './pool.ts';

export interface ThreadPoolOptions {
  /** The worker module: its default export takes a TrialTask and resolves to a TaskEnd. */
  readonly filename: string;
  readonly size: number;
  /** Given to every thread once; shared buffers in it are shared, not copied. */
  readonly workerData: unknown;
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
  const listeners = new Map<number, (report: WorkerReport) => void>();
  piscina.on('message', (report: WorkerReport) => listeners.get(report.trial)?.(report));
  // The task that a broken thread held is rejected as well; unheard, this event would end the process.
  piscina.on('error', () => {});

  return {
    size,
    async run(task, timeoutSeconds, onReport) {
      const deadline = new AbortController();
      let timer: NodeJS.Timeout | undefined;
      listeners.set(task.trial, (report) => {
        if (report.attempt !== task.attempt) return;
        if (report.kind === 'started') timer = setTimeout(() => deadline.abort(), timeoutSeconds * 1000);
        onReport(report);
      });
      try {
        return (await piscina.run(task, { signal: deadline.signal })) as TaskEnd;
      } catch (error) {
        const failure = deadline.signal.aborted ? timeout(timeoutSeconds) : deathOf(error);
        return { kind: 'lost', failure };
      } finally {
        clearTimeout(timer);
        listeners.delete(task.trial);
      }
    },
    close: () => piscina.close(),
  };
}

function timeout(timeoutSeconds: number): Failure {
  return { kind: 'timeout', message: `did not end within ${timeoutSeconds} s (training.timeoutSeconds)` };
}

/** A worker's death as a failure. What is thrown in a thread may be anything, and need not have a message. */
function deathOf(error: unknown): Failure {
  const { code, message = String(error) } = (error ?? {}) as { code?: string; message?: string };
  const isMemory = code === 'ERR_WORKER_OUT_OF_MEMORY' || /out of memory|allocation failed/i.test(message);
  return { kind: isMemory ? 'memory' : 'crash', message: message.split('\n')[0] ?? message };
}
