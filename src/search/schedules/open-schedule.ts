import type { Dataset } from '../../data/dataset.ts';
import { curveRuleOf, halvingOf } from '../../schedulers/study-scheduler.ts';
import type { Store, Study } from '../../store/store.ts';
import { curveSchedule } from './curve-schedule.ts';
import type { Guide } from './guide.ts';
import { KeptBest } from './kept-best.ts';
import { type RungQueue, rungSchedule } from './rung-schedule.ts';
import { plainSchedule, type Schedule } from './schedule.ts';

export interface ScheduledStudy {
  readonly store: Store;
  readonly study: Study;
  /** Null where the trials call a function. */
  readonly dataset: Dataset | null;
  /** Number of trials of the search. */
  readonly count: number;
  /** Number of best trials whose weights are kept. */
  readonly keep: number;
  /** Default: nobody steers the search. */
  readonly guide?: Guide | undefined;
  /** True: other processes train its trials too, and keep weights whatever `lastKept` says. */
  readonly hasMachines?: boolean;
}

/**
 * The study's scheduler in a search. The queue is opened afterwards: it reads results, and the schedule first makes those
 * of an interrupted search final.
 */
export async function openSchedule(given: ScheduledStudy): Promise<(queue: RungQueue) => Schedule> {
  const { spec } = given.study;
  const halving = halvingOf(spec);
  if (halving !== undefined) return rungSchedule({ ...given, halving });
  const createRule = curveRuleOf(spec);
  if (createRule !== undefined) return curveSchedule({ ...given, createRule });
  return (queue) => plainSchedule(queue, new KeptBest(given.keep, spec.objective.direction));
}
