import { medianOf } from '../statistics/median.ts';
import { type Direction, isBetter } from '../study/objective.ts';
import type { Curve, Pruner } from './pruner.ts';

/** The rule applies after this many finished trials, and after this many epochs of the judged one. */
export interface MedianPrunerOptions {
  readonly startupTrials?: number;
  readonly warmupEpochs?: number;
}

/**
 * The median stopping rule: at epoch e, prune the trial when
 *   best(y₁ … yₑ) is worse than median { zₑ : z a finished curve that reached e },
 * the median of an even number of values being the mean of the middle two. A tie goes on, and so does a trial that is
 * further than every finished one. As in Optuna's MedianPruner, after the rule in Golovin et al., "Google Vizier: A
 * Service for Black-Box Optimization", KDD 2017 (which takes the finished curves' running averages instead).
 */
export function medianPruner({ startupTrials = 5, warmupEpochs = 5 }: MedianPrunerOptions = {}): Pruner {
  return {
    name: 'median',
    shouldPrune(curve, finished, direction) {
      if (finished.length < startupTrials || curve.length <= warmupEpochs) return false;
      const middle = medianOf(valuesAt(curve.length, finished));
      const best = bestOf(curve, direction);
      return best !== undefined && isBetter(direction, middle, best);
    },
  };
}

function valuesAt(epoch: number, curves: readonly Curve[]): number[] {
  return curves.map((curve) => curve[epoch - 1]).filter((value) => value !== undefined);
}

function bestOf(curve: Curve, direction: Direction): number | undefined {
  const [first, ...rest] = curve;
  if (first === undefined) return undefined;
  return rest.reduce((best, value) => (isBetter(direction, value, best) ? value : best), first);
}
