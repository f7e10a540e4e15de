import type { Stop } from '../../reports/stop.ts';
import type { Store, Study } from '../../store/store.ts';
import { drawOf, hasEnded } from '../../study/trial.ts';
import type { RungBudget } from '../schedules/rung-budget.ts';
import { oneAtATime, type TrialQueue, type WaitingTrial } from '../schedules/trial-queue.ts';
import type { StopRule } from './stop-rule.ts';

/** A queue that ends when the budget is spent. */
export interface BudgetedQueue extends TrialQueue {
  /** Why it ended before its last trial; undefined when it did not. */
  stop(): Stop | undefined;
}

interface Given {
  readonly store: Store;
  readonly study: Study;
}

/** The trials of `queue` within a budget, each of whose results is final when it ends. */
export async function budgetedQueue(queue: TrialQueue, rule: StopRule, given: Given): Promise<BudgetedQueue> {
  const { store, study } = given;
  for (const trial of await store.trials(study.id)) {
    const draw = drawOf(trial);
    if (draw !== undefined && hasEnded(trial)) rule.add(draw, trial);
  }
  return {
    ...limited(queue, rule, given),
    done(trial, recorded) {
      if (hasEnded(recorded)) rule.add(trial.draw, recorded);
      queue.done(trial, recorded);
    },
  };
}

/** The trials of `queue` within a budget, whose results their schedule adds when they are final. */
export function rungBudgetedQueue(
  queue: TrialQueue,
  rule: StopRule,
  given: Given,
): BudgetedQueue & RungBudget {
  return {
    ...limited(queue, rule, given),
    settle: (draw, results) => rule.add(draw, ...results),
    firstRefused: rule.firstRefused,
  };
}

/**
 * The trials of `queue`, which come in the sampler's order, until the rule refuses one. That one and the later ones are
 * removed, however many were sampled ahead: a search with a larger budget samples them again, to the same configurations.
 */
function limited(queue: TrialQueue, rule: StopRule, { store, study }: Given): BudgetedQueue {
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
      if (stop !== undefined) {
        await store.dropWaiting(study.id, next.draw);
        return undefined;
      }
      held = undefined;
      return next;
    }),
    done: (trial, recorded) => queue.done(trial, recorded),
  };
}
