import { samplerOf } from '../samplers/catalogue.ts';
import type { Halving } from '../schedulers/scheduler.ts';
import { halvingOf } from '../schedulers/study-scheduler.ts';
import { limitsTrials } from '../study/search/budget.ts';
import { methodName } from '../study/search/method-spec.ts';
import { lookbackOf } from '../study/search/search-spec.ts';
import { type StudySpec, whyNoModels } from '../study/study-spec.ts';

/**
 * The line that says that workers will often wait for results; undefined when they will not. With more workers than half
 * the lookback, a tenth of their time or more is lost where the durations of trials are lognormal with σ = 0.7; with a
 * budget beside rungs already with fewer, because one training up to the last rung takes as long as many first ones.
 */
export function lookbackNote(
  spec: Pick<StudySpec, 'search' | 'training' | 'objective'>,
  workers: number,
): string | undefined {
  const { sampler, budget } = spec.search;
  const lookback = lookbackOf(spec);
  const isLearning = samplerOf(sampler).needsHistory;
  const isLimited = limitsTrials(budget);
  if (workers === 1 || !(isLearning || isLimited)) return undefined;
  const halving = isLimited ? halvingOf(spec) : undefined;
  const needed = Math.round(2 * workers * (halving === undefined ? 1 : longestStretch(halving)));
  if (needed <= lookback) return undefined;
  const isChosen = isLearning && halving === undefined;
  const decides = isChosen ? `${methodName(sampler)} chooses a trial` : 'the budget decides on a trial';
  const what = halving === undefined ? 'the results of' : 'all that follows from';
  const first = `${decides} by ${what} those ${lookback} and more before it, so ${workers} workers wait for each other`;
  const others = isChosen ? 'choose other trials' : 'may end the search later';
  return `${first}; a search.lookback of ${needed} would keep them busy, and ${others}`;
}

/**
 * The line that says that a budget of epochs may be exceeded by the first trials, which begin without a result; undefined
 * where it may not. `trials`: those of the first stage. Functions, and schedulers with rungs, have no epochs that every trial may take.
 */
export function epochBudgetNote(
  spec: Pick<StudySpec, 'search' | 'training' | 'objective' | 'model'>,
  trials = spec.search.trials,
): string | undefined {
  const { epochs } = spec.search.budget ?? {};
  const { maxEpochs } = spec.training;
  if (epochs === undefined || whyNoModels(spec.model) !== undefined || halvingOf(spec) !== undefined) return;
  const first = Math.min(lookbackOf(spec), trials);
  if (first * maxEpochs <= epochs) return;
  const smaller = Math.max(1, Math.floor(epochs / maxEpochs));
  const remedy = first === 1 ? '' : `; a search.lookback of ${smaller} keeps nearer to it`;
  const begin = first === 1 ? 'first trial begins' : `first ${first} trials begin`;
  return `the ${begin} before a result is known, and may take ${first * maxEpochs} epochs, more than the budget of ${epochs}${remedy}`;
}

/** The longest training from rung to rung, in the epochs that a trial takes on average, at least 1. */
function longestStretch({ brackets, eta }: Halving): number {
  let [longest, epochs, shares] = [0, 0, 0];
  for (const { rungs, weight } of brackets) {
    shares += weight;
    for (const [place, rung] of rungs.entries()) {
      const stretch = rung - (rungs[place - 1] ?? 0);
      longest = Math.max(longest, stretch);
      epochs += (weight * stretch) / eta ** place;
    }
  }
  return Math.max(1, (longest * shares) / epochs);
}
