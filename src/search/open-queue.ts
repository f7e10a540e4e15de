import { limitsTrials } from '../study/search/budget.ts';
import { lookbackOf } from '../study/search/search-spec.ts';
import { askedTrials } from './asked-trials.ts';
import type { Asking } from './asking.ts';
import { type BudgetedQueue, budgetedQueue } from './budget/budgeted-queue.ts';
import { stopRule } from './budget/stop-rule.ts';
import { sampledAhead } from './sampled-ahead.ts';
import type { TrialQueue } from './schedules/trial-queue.ts';

/**
 * The trials of a search: sampled ahead when the sampler reads no results, else one by one; until the budget of the
 * space is spent.
 */
export async function openQueue(asking: Asking): Promise<TrialQueue & Partial<BudgetedQueue>> {
  const queue = await (asking.sampler.needsHistory ? askedTrials(asking) : sampledAhead(asking));
  const { spec } = asking;
  const { budget } = spec.search;
  if (!limitsTrials(budget)) return queue;
  return budgetedQueue(
    queue,
    stopRule({ budget, objective: spec.objective, lookback: lookbackOf(spec) }),
    asking,
  );
}
