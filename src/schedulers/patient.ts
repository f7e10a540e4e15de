import { isBetter } from '../study/objective.ts';
import { bestOf, medianRule, medianSettings } from './median-rule.ts';
import type { Scheduler } from './scheduler.ts';

const patienceSetting = { type: 'integer', min: 0, default: 5 } as const;

/**
 * The median rule for trials that have stopped improving: it ends a trial only when the best of its last
 * `patience` + 1 epochs is worse than its best before, as Optuna's PatientPruner around a MedianPruner does.
 */
export const patient = {
  name: 'patient',
  settings: { ...medianSettings, patience: patienceSetting },
  curves({ patience = patienceSetting.default, ...settings }, direction) {
    const rule = medianRule(direction, settings);
    return {
      add: rule.add,
      judge() {
        const isWorse = rule.judge();
        return (curve) => {
          const [before, lately] = [curve.slice(0, -patience - 1), curve.slice(-patience - 1)];
          if (before.length === 0 || !isWorse(curve)) return false;
          return isBetter(direction, bestOf(before, direction), bestOf(lately, direction));
        };
      },
    };
  },
} as const satisfies Scheduler;
