import type { Stop } from '../../reports/stop.ts';
import type { Store, Study } from '../../store/store.ts';
import { drawOf, hasEnded } from '../../study/trial.ts';
import { oneAtATime, type TrialQueue, type WaitingTrial } from '../schedules/trial-queue.ts';
import type { StopRule } from './stop-rule.ts';

/** A queue that ends when the budget is spent. */
export interface BudgetedQueue extends TrialQueue {
  /** Why it ended before its last trial; undefined when it did not. */
  stop(): Stop | undefined;
}

/**
 * The trials of `queue`, which come in the sampler's order, until the rule refuses one. That one stays waiting: a search
 * with a larger budget runs it.
 */
export async function budgetedQueue(
  queue: TrialQueue,
  rule: StopRule,
  { store, study }: { readonly store: Store; readonly study: Study },
): Promise<BudgetedQueue> {
  for (const trial of await store.trials(study.id)) {
    const draw = drawOf(trial);
    if (draw !== undefined && hasEnded(trial)) rule.add(draw, trial);
  }
  let stop: Stop | undefined;
  let held: WaitingTrial | undefined;
  return {
    stop: () => stop,
    next: oneAtATime(async () => {
      if (stop !== undefined) return undefined;
      const next = held ?? (await queue.next());
      if (next === undefined || next === 'later') return next;
      held = next;
      if (!rule.isDecidable(next.draw)) return 'later';
      stop = rule.stopBefore(next.draw);
      if (stop !== undefined) return undefined;
      held = undefined;
      return next;
    }),
    done(trial, recorded) {
      if (hasEnded(recorded)) rule.add(trial.draw, recorded);
      queue.done(trial, recorded);
    },
  };
}
