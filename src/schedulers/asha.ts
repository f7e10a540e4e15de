import { rungEpochs } from './rung-epochs.ts';
import type { Scheduler } from './scheduler.ts';

export const halvingSettings = {
  eta: { type: 'integer', min: 2, default: 3 },
  minEpochs: { type: 'integer', min: 1, default: 1 },
} as const;

/**
 * Asynchronous successive halving (Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020):
 * every trial trains `minEpochs`, the best of `eta` trials about `eta` times as long, and so on up to `maxEpochs`.
 */
export const asha = {
  name: 'asha',
  settings: halvingSettings,
  halving: (
    { eta = halvingSettings.eta.default, minEpochs = halvingSettings.minEpochs.default },
    maxEpochs,
  ) => ({
    eta,
    brackets: [{ rungs: rungEpochs(minEpochs, maxEpochs, eta), weight: 1 }],
  }),
} as const satisfies Scheduler;
