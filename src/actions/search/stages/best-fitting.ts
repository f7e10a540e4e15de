import { fitOf } from '../../../metrics/fit.ts';
import type { Objective } from '../../../study/objective.ts';
import { isRanked, rankTrials } from '../../../study/ranking.ts';
import type { Trial } from '../../../study/trial.ts';

/**
 * The trial that fits its training rows best, the best one on validation of equals, and where none was measured. A model that
 * is large enough to overfit can be regularised (docs/search.md compares it with the best one on validation).
 */
export function bestFitting(trials: readonly Trial[], objective: Objective): Trial {
  const ranked = rankTrials(trials, objective.direction).filter(isRanked);
  const sign = objective.direction === 'minimize' ? 1 : -1;
  const trainingOf = (trial: Trial) =>
    sign * (fitOf(trial, objective, [])?.training ?? Number.POSITIVE_INFINITY);
  const [first, ...others] = ranked;
  if (first === undefined) throw new Error('a stage without a complete trial has no next one');
  return others.reduce((best, trial) => (trainingOf(trial) < trainingOf(best) ? trial : best), first);
}
