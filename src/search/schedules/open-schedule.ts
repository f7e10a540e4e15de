import type { Dataset } from '../../data/dataset.ts';
import { schedulerOf, schedulerSettings } from '../../schedulers/catalogue.ts';
import type { Store, Study } from '../../store/store.ts';
import { methodName, settingsOf } from '../../study/search/method-spec.ts';
import { schedulerMethod } from '../../study/search/search-spec.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import { curveSchedule } from './curve-schedule.ts';
import { plainSchedule, type Schedule } from './schedule.ts';
import type { TrialQueue } from './trial-queue.ts';

/**
 * The study's scheduler in a search; `keep` is the number of best trials whose weights are kept. The queue is opened
 * afterwards: it reads results, and the schedule first makes those of an interrupted search final.
 */
export async function openSchedule(
  given: ScheduledStudy,
  keep: number,
): Promise<(queue: TrialQueue) => Schedule> {
  const { study } = given;
  const method = schedulerMethod(study.spec);
  const settings = settingsOf(method, schedulerSettings()[methodName(method)] ?? {});
  const { curves } = schedulerOf(method);
  if (curves === undefined) return plainSchedule;
  const createRule = () => curves(settings, study.spec.objective.direction);
  return curveSchedule({ ...given, createRule, keep });
}

interface ScheduledStudy {
  readonly store: Store;
  readonly study: Study;
  /** Null where the trials call a function. */
  readonly dataset: Dataset | null;
}

/** True when a trial's record may change after it has ended, so that only the schedule may delete weights. */
export function isProvisional(spec: StudySpec): boolean {
  return schedulerOf(schedulerMethod(spec)).curves !== undefined;
}
