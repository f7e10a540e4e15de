import { NoTrialCompletedError } from '../faults/errors.ts';
import { type TestInterval, testIntervalOf } from '../metrics/test-interval.ts';
import type { Hint } from '../reports/hint.ts';
import type { RungStanding, SchedulingReport } from '../reports/scheduling-report.ts';
import type { Tied } from '../reports/tied.ts';
import { schedulingOf, standingsOf } from '../runs/scheduling-report.ts';
import { tiedTrials } from '../runs/tied-trials.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { Trial } from '../study/trial.ts';
import { hintingTrials, hintsOf, isAtLimit } from './hints/study-hints.ts';
import { wholeNumber } from './options/kinds.ts';
import type { OptionsOf } from './options/option.ts';
import { storedStudy } from './options/shared.ts';

export const topOptions = {
  options: { k: wholeNumber(1, { describe: 'number of trials', default: 5 }), ...storedStudy },
};

/**
 * A trial and its rank, from 1. `testInterval`: where the test rows should put its metric. `isTied`: it cannot be told
 * apart from the best one. `isAtLimit`: maxEpochs ended it. `rungs`: its places at the rungs of the scheduler.
 */
export type RankedTrial = Trial & {
  readonly rank: number;
  readonly testInterval?: TestInterval;
  readonly isTied?: true;
  readonly isAtLimit?: true;
  readonly rungs?: readonly RungStanding[];
};

export interface TopReport {
  readonly study: Study;
  /** The best complete trials, best first, at most `k`. */
  readonly trials: readonly RankedTrial[];
  /** Undefined when no other trial can be compared with the best. */
  readonly tied?: Tied | undefined;
  readonly hints: readonly Hint[];
  /** Undefined without a scheduler. */
  readonly scheduling?: SchedulingReport | undefined;
}

/** Ranks the trials of a study. NoTrialCompletedError, with an empty report, when none is complete. */
export function top({ k, study: name, db }: OptionsOf<typeof topOptions.options>): Promise<TopReport> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const { spec, pipeline } = study;
    const ranked = await store.top(study.id, Math.max(k, hintingTrials));
    const tied = await tiedTrials(store, study, ranked[0]);
    const standings = await standingsOf(store, study);
    const trials = ranked.slice(0, k).map((trial, place) => {
      const rungs = standings.get(trial.trial);
      const testInterval = testIntervalOf(trial, pipeline?.rows, spec.objective.metric);
      return {
        rank: place + 1,
        ...trial,
        ...(testInterval && { testInterval }),
        ...(tied?.trials.includes(trial.trial) && { isTied: true as const }),
        ...(isAtLimit(spec, trial) && { isAtLimit: true as const }),
        ...(rungs && { rungs }),
      };
    });
    const scheduling = await schedulingOf(store, study);
    const report = { study, trials, tied, hints: await hintsOf(spec, ranked), scheduling };
    if (trials.length > 0) return report;
    throw new NoTrialCompletedError(`no trial of study '${study.name}' is complete`, { report });
  });
}
