import { medianRule, medianSettings } from './median-rule.ts';
import type { Scheduler } from './scheduler.ts';

/** Ends a trial that is worse than the median of earlier trials at its epoch. */
export const median = {
  name: 'median',
  settings: medianSettings,
  curves: (settings, direction) => medianRule(direction, settings),
} as const satisfies Scheduler;
