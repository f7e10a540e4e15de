import { createRenewal, type RenewalRule } from './renewal.ts';
import type { Slot } from './slot.ts';
import type { SlotOrder } from './slot-messages.ts';
import { type SlotProcess, startSlotProcess } from './slot-process.ts';
import { watchTask } from './task-watch.ts';
import { noWorker } from './worker-failure.ts';

export interface ProcessSlotOptions {
  /** The module that each process runs; it calls `serveSlot`. */
  readonly entry: string;
  readonly order: SlotOrder;
  readonly rule: RenewalRule;
  readonly leastLoadSeconds: number;
}

/** A slot whose worker is a thread in a separate process: a crash in native code ends only that process. */
export function createProcessSlot({ entry, order, rule, leastLoadSeconds }: ProcessSlotOptions): Slot {
  const renewal = createRenewal(rule);
  let child: SlotProcess | undefined;
  let isUsed = false;
  const renew = async () => {
    const last = child;
    child = undefined;
    isUsed = false;
    renewal.reset();
    await last?.kill();
  };
  return {
    async attempt(task, timeoutSeconds, onReport, giveUp) {
      if (child?.isGone) await renew();
      const wasUsed = isUsed;
      isUsed = true;
      try {
        child ??= startSlotProcess(entry, order);
      } catch (error) {
        return { end: { kind: 'lost', failure: noWorker(error) }, hasBegun: false, wasUsed };
      }
      const startedAt = performance.now();
      const watch = watchTask(task, { timeoutSeconds, leastLoadSeconds, giveUp }, onReport);
      const { answer, hasBegun } = await child.run(task, watch);
      if (renewal.isDue(answer, (performance.now() - startedAt) / 1000)) await renew();
      const { grownBytes: _, ...end } = answer;
      return { end, hasBegun, wasUsed };
    },
    warm() {
      try {
        child ??= startSlotProcess(entry, order);
      } catch {
        // The first task says why no process starts.
      }
    },
    renew,
  };
}
