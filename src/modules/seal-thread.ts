import { createRequire, syncBuiltinESMExports } from 'node:module';
import { getEnvironmentData, parentPort, setEnvironmentData } from 'node:worker_threads';

/** The mark of a process that runs one trial only. */
const ownProcess = 'hpsearch: a process for one trial';
let isSealed = false;

/** Called in a trial's process, before its thread starts. */
export function markOwnProcess(): void {
  setEnvironmentData(ownProcess, true);
}

/** True in a thread where a user's module can be imported directly: it can harm only one trial. */
export function isThreadSealed(): boolean {
  return isSealed;
}

/**
 * Called in a trial's thread before the user's module is loaded. Removes the thread's access to the coordinator: its
 * port and data, and signals to the shared process.
 */
export function sealThread(): void {
  if (isSealed) return;
  isSealed = true;
  const threads = createRequire(import.meta.url)('node:worker_threads') as Record<string, unknown>;
  Object.assign(threads, { parentPort: null, workerData: null });
  syncBuiltinESMExports();
  if (getEnvironmentData(ownProcess) !== true) keepProcessAlive();
}

/** Sends to the thread's parent. Bound at once, since a module may replace the function later. */
export function boundPost(): (message: unknown) => void {
  return parentPort === null ? () => {} : parentPort.postMessage.bind(parentPort);
}

function keepProcessAlive(): void {
  const { kill, pid } = process;
  process.kill = (target, signal) => {
    const isOwn = target === pid || target === 0 || target === -pid;
    if (!isOwn || signal === 0) return kill.call(process, target, signal);
    throw new Error(
      'a trial must not signal the process that all trials share; isolation in processes gives it one of its own',
    );
  };
}
