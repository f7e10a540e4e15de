import { halvingSettings } from './asha.ts';
import { rungEpochs } from './rung-epochs.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * Brackets of successive halving, which differ in their first rung (Li et al., "Hyperband", JMLR 2018): the last bracket
 * trains all of its trials to the end. Bracket s halves s times and has ⌈(s_max + 1) · eta^s / (s + 1)⌉ shares.
 */
export const hyperband = {
  name: 'hyperband',
  settings: halvingSettings,
  halving({ eta = halvingSettings.eta.default, minEpochs = halvingSettings.minEpochs.default }, maxEpochs) {
    const all = rungEpochs(minEpochs, maxEpochs, eta);
    const brackets = all.map((_, skipped) => {
      const rungs = all.slice(skipped);
      return { rungs, weight: Math.ceil((all.length * eta ** (rungs.length - 1)) / rungs.length) };
    });
    return { eta, brackets };
  },
} as const satisfies Scheduler;
