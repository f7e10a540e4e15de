import { RunningMedian } from '../statistics/sorting/running-median.ts';
import { type Direction, isBetter } from '../study/objective.ts';
import type { Curve, CurveRule } from './scheduler.ts';

export const medianSettings = {
  startupTrials: { type: 'integer', min: 1, default: 5 },
  warmupEpochs: { type: 'integer', min: 0, default: 5 },
} as const;

/** The rule applies from this many earlier trials on, and after this many epochs of the judged one. */
export interface MedianRuleSettings {
  readonly startupTrials?: number;
  readonly warmupEpochs?: number;
}

/**
 * The median stopping rule: at epoch e a trial should end when
 *   best(y₁ … yₑ) is worse than median { zₑ : z an earlier curve that reached e },
 * the median of an even number of values being the mean of the middle two. A tie trains on, and so does a trial that has
 * trained longer than every earlier one. As in Optuna's MedianPruner, after Golovin et al., "Google Vizier: A Service
 * for Black-Box Optimization", KDD 2017 (which takes running averages of the earlier curves).
 */
export function medianRule(
  direction: Direction,
  {
    startupTrials = medianSettings.startupTrials.default,
    warmupEpochs = medianSettings.warmupEpochs.default,
  }: MedianRuleSettings = {},
): CurveRule {
  /** The earlier curves' values at each epoch. */
  const reached: RunningMedian[] = [];
  let added = 0;
  return {
    add(curve) {
      added += 1;
      for (const [at, value] of curve.entries()) {
        const values = reached[at] ?? new RunningMedian();
        reached[at] = values;
        values.add(value);
      }
    },
    judge() {
      if (added < startupTrials) return () => false;
      const medians = reached.map(({ median }) => median);
      return (curve) => {
        const median = medians[curve.length - 1];
        if (curve.length <= warmupEpochs || median === undefined) return false;
        return isBetter(direction, median, bestOf(curve, direction));
      };
    },
  };
}

/** The values are at least one. */
export function bestOf(curve: Curve, direction: Direction): number {
  return curve.reduce((best, value) => (isBetter(direction, value, best) ? value : best));
}
