import { markOwnProcess } from '../modules/seal-thread.ts';
import { createThreadCount, setThreadCount } from './lent-threads.ts';
import { askToStop, createStopFlag, type WorkerReport } from './messages.ts';
import { receiveParcel } from './parcel.ts';
import { neverRenewed } from './renewal.ts';
import { type SlotEvent, type SlotOrder, type SlotRequest, setupFd } from './slot-messages.ts';
import { createThreadSlot } from './thread-slot.ts';

/**
 * The main function of a slot's process. A thread trains, so that the main loop can receive messages, watch the memory
 * and end together with the coordinator.
 */
export function serveSlot(): void {
  leaveSignalsToCoordinator();
  endWithCoordinator();
  markOwnProcess();
  const { filename, workerData, maxMemoryBytes } = receiveParcel(setupFd) as SlotOrder;
  const slot = createThreadSlot({
    ...{ filename, workerData, rule: neverRenewed },
    // The coordinator enforces the deadlines.
    leastLoadSeconds: Number.POSITIVE_INFINITY,
  });
  const startBytes = process.memoryUsage.rss();
  let [stop, threads] = [createStopFlag(), createThreadCount()];

  const run = async (task: Extract<SlotRequest, { kind: 'run' }>['task']) => {
    [stop, threads] = [createStopFlag(), createThreadCount()];
    const watch = watchMemory(maxMemoryBytes);
    const onReport = (report: WorkerReport) => send({ kind: 'report', report });
    const { end, hasBegun } = await slot.attempt(
      { ...task, stop, threads },
      Number.POSITIVE_INFINITY,
      onReport,
    );
    clearInterval(watch);
    const grownBytes = process.memoryUsage.rss() - startBytes;
    send({ kind: 'ended', answer: { ...end, grownBytes }, hasBegun });
  };
  process.on('message', (request: SlotRequest) => {
    if (request.kind === 'stop') askToStop(stop);
    else if (request.kind === 'threads') setThreadCount(threads, request.threads);
    else void run(request.task);
  });
}

function send(news: SlotEvent): void {
  // Errors are ignored: if sending fails, the coordinator is gone and this process is about to end.
  process.send?.(news, undefined, undefined, () => {});
}

/** Kills this process when the coordinator ends. A thread in native code would delay any gentler exit. */
function endWithCoordinator(): void {
  const end = () => process.kill(process.pid, 'SIGKILL');
  process.on('disconnect', end);
  if (!process.connected) end();
}

/** A terminal's Ctrl-C reaches the whole process group, but the coordinator decides about the running trials. */
function leaveSignalsToCoordinator(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
}

const memoryLookMilliseconds = 20;

function watchMemory(maxBytes: number | undefined): NodeJS.Timeout | undefined {
  if (maxBytes === undefined) return undefined;
  return setInterval(() => {
    const heldBytes = process.memoryUsage.rss();
    if (heldBytes > maxBytes) send({ kind: 'overMemory', heldBytes, maxBytes });
  }, memoryLookMilliseconds);
}
