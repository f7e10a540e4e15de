import type { Scheduler } from './scheduler.ts';

const settings = { eta: { type: 'integer', min: 2, default: 10 } } as const;

/**
 * Trains every trial for one epoch and one in `eta` to its end: the baseline of Egele et al., "Is One Epoch All You Need
 * For Multi-Fidelity Hyperparameter Optimization?" (arXiv 2307.15422).
 */
export const oneEpoch = {
  name: '1-epoch',
  settings,
  halving: ({ eta = settings.eta.default }, maxEpochs) => ({
    eta,
    brackets: [{ rungs: maxEpochs > 1 ? [1, maxEpochs] : [maxEpochs], weight: 1 }],
  }),
} as const satisfies Scheduler;
