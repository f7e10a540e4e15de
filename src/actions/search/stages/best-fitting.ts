import { fitOf } from '../../../metrics/fit.ts';
import type { Objective } from '../../../study/objective.ts';
import { isRanked, rankTrials } from '../../../study/ranking.ts';
import type { Trial } from '../../../study/trial.ts';

/** Capacity is chosen among this share of the trials, those that fit the training rows best. */
const fittingShare = 0.25;

export interface BestFitting {
  readonly trial: Trial;
  /** The number of trials that it was chosen from. */
  readonly of: number;
}

/**
 * The best trial on validation of the quarter that fits the training rows best: a model that is large enough to overfit
 * can be regularised, and the best unregularised one is mostly too small.
 */
export function bestFitting(trials: readonly Trial[], objective: Objective): BestFitting {
  const ranked = rankTrials(trials, objective.direction).filter(isRanked);
  const sign = objective.direction === 'minimize' ? 1 : -1;
  const fitted = ranked.flatMap((trial) => {
    const fit = fitOf(trial, objective, []);
    return fit === undefined ? [] : [{ trial, training: sign * fit.training }];
  });
  const byFit = fitted.toSorted(
    (one, other) => one.training - other.training || one.trial.trial - other.trial.trial,
  );
  const quarter = byFit.slice(0, Math.ceil(fittingShare * byFit.length)).map(({ trial }) => trial);
  const candidates = quarter.length > 0 ? ranked.filter((trial) => quarter.includes(trial)) : ranked;
  const [trial] = candidates;
  if (trial === undefined) throw new Error('a stage without a complete trial has no next one');
  return { trial, of: candidates.length };
}
