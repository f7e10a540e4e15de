import type { KnownMethods, MethodSpec } from '../study/search/method-spec.ts';
import { namedMethod, settingsByName } from '../study/search/named-method.ts';
import { asha } from './asha.ts';
import { hyperband } from './hyperband.ts';
import { median } from './median.ts';
import { none } from './none.ts';
import { oneEpoch } from './one-epoch.ts';
import { patient } from './patient.ts';
import type { Scheduler } from './scheduler.ts';

/** Every scheduler by its name in a space file and on the command line. */
export const schedulers = {
  none,
  median,
  patient,
  asha,
  hyperband,
  '1-epoch': oneEpoch,
} as const satisfies Readonly<Record<string, Scheduler>>;

export type SchedulerName = keyof typeof schedulers;

/** A scheduler with some of its settings. */
export type SchedulerSettings = {
  [Name in SchedulerName]: { readonly type: Name } & {
    readonly [Setting in keyof (typeof schedulers)[Name]['settings']]?: number;
  };
}[SchedulerName];

/** The settings of each scheduler, for the checks of a space file. */
export function schedulerSettings(): KnownMethods {
  return settingsByName(schedulers);
}

/** The scheduler that a study names. UsageError when there is no such scheduler. */
export function schedulerOf(method: MethodSpec): Scheduler {
  return namedMethod<Scheduler>(schedulers, method, 'scheduler');
}
