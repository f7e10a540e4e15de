import { borrowThreads } from './lent-threads.ts';
import type { TaskEnd, TrialTask, WorkerReport } from './messages.ts';
import type { TrialPool } from './pool.ts';
import type { Attempt, Slot } from './slot.ts';

/** A pool of slots with any kind of worker, whose trainings have `workers` threads together. */
export function createSlotPool(size: number, workers: number, createSlot: () => Slot): TrialPool {
  const slots = Array.from({ length: size }, createSlot);
  const free = [...slots];
  return {
    size,
    async run(task, timeoutSeconds, onReport, giveUp) {
      const slot = free.pop();
      if (slot === undefined) throw new Error(`more than ${size} trials at once`);
      const { threads, end } = borrowThreads(workers);
      try {
        return await runIn(slot, { ...task, threads }, timeoutSeconds, onReport, giveUp);
      } finally {
        end();
        free.push(slot);
      }
    },
    warm: (count = size) => {
      // The last ones get the first tasks.
      for (const slot of slots.slice(-count)) slot.warm();
    },
    close: async () => {
      await Promise.all(slots.map((slot) => slot.renew()));
    },
  };
}

async function runIn(
  slot: Slot,
  task: TrialTask,
  timeoutSeconds: number,
  onReport: (report: WorkerReport) => void,
  giveUp: AbortSignal | undefined,
): Promise<TaskEnd> {
  const handle = onlyNews(onReport);
  const attempt = async () => {
    const made = await slot.attempt(task, timeoutSeconds, handle, giveUp);
    // Without renewal, a worker that is still loading would get the next task too.
    if ((made.end.kind === 'lost' && !made.hasBegun) || made.end.kind === 'refused') await slot.renew();
    return made;
  };
  if (giveUp?.aborted) return interrupted;
  const first = await attempt();
  if (giveUp?.aborted || !deservesAnother(first)) return endOf(first, giveUp);
  await slot.renew();
  return endOf(await attempt(), giveUp);
}

const interrupted: TaskEnd = { kind: 'interrupted', message: 'it was given up' };

/** A worker that was ended on request says nothing about the trial. */
function endOf({ end }: Attempt, giveUp: AbortSignal | undefined): TaskEnd {
  return giveUp?.aborted && end.kind === 'lost' ? interrupted : end;
}

/**
 * Whether a task is retried on a new worker. A worker may die, or run out of memory, because of its earlier tasks, but
 * a trial's outcome must not depend on the trials before it.
 */
function deservesAnother({ end, hasBegun, wasUsed }: Attempt): boolean {
  if (end.kind !== 'lost' || end.failure.kind === 'timeout') return false;
  return end.failure.kind === 'memory' ? wasUsed : !hasBegun;
}

/** A second attempt trains the same epochs again, but each epoch, of each fold, is reported only once. */
function onlyNews(onReport: (report: WorkerReport) => void): (report: WorkerReport) => void {
  let hasStarted = false;
  let last = { fold: 0, epoch: 0 };
  return (report) => {
    if (report.kind === 'started') {
      if (hasStarted) return;
      hasStarted = true;
    } else if (report.kind === 'epoch') {
      const { fold = 0, record } = report;
      if (fold < last.fold || (fold === last.fold && record.epoch <= last.epoch)) return;
      last = { fold, epoch: record.epoch };
    }
    onReport(report);
  };
}
