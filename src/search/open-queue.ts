import { distinctSampler, hasRepetitions } from '../samplers/distinct-sampler.ts';
import { knownConfigurations } from '../samplers/known-first.ts';
import type { Sampler } from '../samplers/sampler.ts';
import { halvingOf } from '../schedulers/study-scheduler.ts';
import { limitsTrials } from '../study/search/budget.ts';
import { lookbackOf } from '../study/search/search-spec.ts';
import { drawOf } from '../study/trial.ts';
import { askedTrials } from './asked-trials.ts';
import type { Asking } from './asking.ts';
import { type BudgetedQueue, budgetedQueue, rungBudgetedQueue } from './budget/budgeted-queue.ts';
import { stopRule } from './budget/stop-rule.ts';
import { sampledAhead } from './sampled-ahead.ts';
import type { RungBudget } from './schedules/rung-budget.ts';
import type { TrialQueue } from './schedules/trial-queue.ts';

/**
 * The trials of a search: sampled ahead when the sampler reads no results, else one by one; until the budget of the
 * space is spent.
 */
export async function openQueue(asking: Asking): Promise<TrialQueue & Partial<BudgetedQueue & RungBudget>> {
  const { spec } = asking;
  const sampler = await samplerOf(asking);
  const queue = await (sampler.needsHistory ? askedTrials : sampledAhead)({ ...asking, sampler });
  const { budget } = spec.search;
  if (!limitsTrials(budget)) return queue;
  const hasRungs = halvingOf(spec) !== undefined;
  const rule = stopRule({ budget, objective: spec.objective, lookback: lookbackOf(spec), hasRungs });
  return hasRungs ? rungBudgetedQueue(queue, rule, asking) : budgetedQueue(queue, rule, asking);
}

/** The sampler, without repetitions unless the study may have them. */
async function samplerOf({ sampler, store, study, spec, from = 0 }: Asking): Promise<Sampler> {
  // Only studies of older versions lack the field, and may repeat.
  if (spec.search.repeats !== false || !hasRepetitions(sampler, spec.space)) return sampler;
  const earlier = (await store.trials(study.id)).filter((trial) => (drawOf(trial) ?? -1) >= from);
  return distinctSampler(sampler, spec.space, [
    ...knownConfigurations(spec),
    ...earlier.map(({ config }) => config),
  ]);
}
