import type { Stop } from '../../reports/stop.ts';
import type { Store, Study } from '../../store/store.ts';
import { drawOf } from '../../study/trial.ts';
import { oneAtATime, type TrialQueue, type WaitingTrial } from '../trial-queue.ts';
import type { StopRule } from './stop-rule.ts';

/** A queue that ends when the budget is spent. */
export interface BudgetedQueue extends TrialQueue {
  /** Why it ended before its last trial; undefined when it did not. */
  stop(): Stop | undefined;
}

/**
 * The trials of `queue`, which come in the sampler's order, until the rule refuses one. That one stays waiting: a search
 * with a larger budget runs it. A lane waits for the results that a decision reads.
 */
export async function budgetedQueue(
  queue: TrialQueue,
  rule: StopRule,
  { store, study }: { readonly store: Store; readonly study: Study },
): Promise<BudgetedQueue> {
  for (const trial of await store.trials(study.id)) {
    const draw = drawOf(trial);
    const hasEnded = trial.state !== 'waiting' && trial.state !== 'running';
    if (draw !== undefined && hasEnded) rule.add(draw, trial);
  }
  let stop: Stop | undefined;
  let held: WaitingTrial | undefined;
  let running = 0;
  let wake = () => {};
  return {
    stop: () => stop,
    next: oneAtATime(async (signal) => {
      if (stop !== undefined) return undefined;
      held ??= await queue.next(signal);
      if (held === undefined) return undefined;
      while (!rule.isDecidable(held.draw)) {
        // No worker of this search computes the missing results.
        if (signal.aborted || running === 0) return undefined;
        await new Promise<void>((resolve) => {
          wake = () => {
            signal.removeEventListener('abort', wake);
            resolve();
          };
          signal.addEventListener('abort', wake);
        });
      }
      stop = rule.stopBefore(held.draw);
      if (stop !== undefined) return undefined;
      const next = held;
      held = undefined;
      running += 1;
      return next;
    }),
    done(trial, recorded) {
      running -= 1;
      if (recorded !== undefined && recorded.state !== 'waiting' && recorded.state !== 'running') {
        rule.add(trial.draw, recorded);
      }
      queue.done(trial, recorded);
      wake();
    },
  };
}
