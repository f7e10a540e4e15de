import { methodName, type Settings, settingsOf } from '../study/search/method-spec.ts';
import { schedulerMethod } from '../study/search/search-spec.ts';
import type { StudySpec } from '../study/study-spec.ts';
import { schedulerOf, schedulerSettings } from './catalogue.ts';
import type { CurveRule, Halving, Scheduler } from './scheduler.ts';

type Scheduled = Pick<StudySpec, 'search' | 'training' | 'objective'>;

/** The rungs of a study; undefined when its scheduler has none. */
export function halvingOf(spec: Scheduled): Halving | undefined {
  const { scheduler, settings } = schedulerWithSettings(spec);
  return scheduler.halving?.(settings, spec.training.maxEpochs);
}

/** Creates the rule on curves of a study; undefined when its scheduler has none. */
export function curveRuleOf(spec: Scheduled): (() => CurveRule) | undefined {
  const { scheduler, settings } = schedulerWithSettings(spec);
  const { curves } = scheduler;
  return curves && (() => curves(settings, spec.objective.direction));
}

function schedulerWithSettings(spec: Pick<Scheduled, 'search'>): {
  scheduler: Scheduler;
  settings: Settings;
} {
  const method = schedulerMethod(spec);
  const settings = settingsOf(method, schedulerSettings()[methodName(method)] ?? {});
  return { scheduler: schedulerOf(method), settings };
}
