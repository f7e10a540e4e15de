import { NoTrialCompletedError } from '../../faults/errors.ts';
import { type Fit, fitOf } from '../../metrics/fit.ts';
import { type TestInterval, testIntervalOf } from '../../metrics/test-interval.ts';
import type { Hint } from '../../reports/hint.ts';
import type { Provisional, RungStanding, SchedulingReport } from '../../reports/scheduling-report.ts';
import type { Tied } from '../../reports/tied.ts';
import type { WhereReport } from '../../reports/where-report.ts';
import { type StudyRows, studyRows } from '../../runs/results/study-rows.ts';
import { tiedTrials } from '../../runs/results/tied-trials.ts';
import { whereOf } from '../../runs/results/where-of.ts';
import { requireStudy } from '../../store/require-study.ts';
import type { Study } from '../../store/store.ts';
import { withStore } from '../../store/with-store.ts';
import { methodName } from '../../study/search/method-spec.ts';
import { schedulerMethod } from '../../study/search/search-spec.ts';
import type { StageName } from '../../study/search/stage.ts';
import { stageOf } from '../../study/stages/staged-spec.ts';
import type { Trial } from '../../study/trial.ts';
import { hintingTrials, hintsOf, isAtLimit } from '../hints/study-hints.ts';
import { toggle, wholeNumber, words } from '../options/kinds.ts';
import { conflict, missing, type OptionsOf } from '../options/option.ts';
import type { GivenOptions } from '../options/read-options.ts';
import { storedStudy } from '../options/shared.ts';
import type { ParetoReport } from './pareto.ts';

export const topOptions = {
  options: {
    k: wholeNumber(1, { describe: 'number of trials', default: 5 }),
    pareto: toggle('list the trials that no other one dominates in all objectives'),
    by: words((names) => (names.length > 10 ? 'must be at most 10 names' : undefined), {
      describe:
        'what to compare instead of the objectives: metrics, parameters, seconds, epochs, or name:minimize',
    }),
    plot: toggle('draw the values of all trials, and the best so far'),
    ...storedStudy,
  },
  rules: (given: GivenOptions) => [
    missing(given, 'by', 'pareto'),
    given.pareto === true ? conflict(given, 'k', 'pareto') : undefined,
    given.pareto === true && given.plot === true ? conflict(given, 'plot', 'pareto') : undefined,
  ],
};

/**
 * A trial and its rank, from 1. `testInterval`: where the test rows should put its metric. `isTied`: it cannot be told
 * apart from the best one. `isAtLimit`: maxEpochs ended it. `isProvisional`: its outcome may change. `rungs`: its places
 * at the rungs of the scheduler.
 */
export type RankedTrial = Trial & {
  readonly rank: number;
  readonly testInterval?: TestInterval;
  readonly isTied?: true;
  readonly isAtLimit?: true;
  readonly isProvisional?: true;
  /** The stage that it was sampled in; absent before the first stage, and for derived trials. */
  readonly stage?: StageName;
  /** Absent for trials whose training rows were not measured. */
  readonly fit?: Fit;
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
  /** Undefined where all outcomes are final. */
  readonly provisional?: Provisional | undefined;
  /** Undefined where the study has no constraints. */
  readonly where?: WhereReport | undefined;
  /** Only when it was asked for; `trials` are then those of the front. */
  readonly pareto?: ParetoReport;
  /** All trials by number; only when `plot` asks for them. */
  readonly all?: readonly Trial[];
}

/** Ranks the trials of a study. NoTrialCompletedError, with an empty report, when none is complete. */
export function top({
  k,
  pareto: hasFront,
  by,
  plot: hasPlot,
  study: name,
  db,
}: OptionsOf<typeof topOptions.options>): Promise<TopReport> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const { spec, pipeline } = study;
    const wanted = hasFront ? (await store.counts(study.id)).complete : k;
    const ranked = await store.top(study.id, Math.max(wanted, hintingTrials));
    const read = studyRows(store, study);
    const where = await whereOf(read, ranked[0]);
    const tied = await tiedTrials(read, ranked[0]);
    const front =
      hasFront && ranked.length > 0 ? (await import('./pareto.ts')).paretoOf(spec, ranked, by) : undefined;
    const { provisional, standings, scheduling } = await scheduled(read);
    const ranks = new Map(ranked.map((trial, place) => [trial, place + 1]));
    const trials = (front?.trials ?? ranked.slice(0, k)).map((trial) => {
      const rungs = standings?.get(trial.trial);
      const stage = stageOf(spec.search, trial);
      const fit = fitOf(trial, spec.objective, ranked);
      const testInterval = testIntervalOf(trial, pipeline?.rows, spec.objective.metric);
      return {
        rank: ranks.get(trial) as number,
        ...trial,
        ...(testInterval && { testInterval }),
        ...(tied?.trials.includes(trial.trial) && { isTied: true as const }),
        ...(provisional?.trials.includes(trial.trial) && { isProvisional: true as const }),
        ...(isAtLimit(spec, trial) && { isAtLimit: true as const }),
        ...(stage && { stage: stage.name }),
        ...(fit && { fit }),
        ...(rungs && { rungs }),
      };
    });
    const found = { tied, hints: await hintsOf(study, ranked), where, scheduling, provisional };
    const all = hasPlot && (await store.trials(study.id));
    const report = { study, trials, ...found, ...(front && { pareto: front }), ...(all && { all }) };
    if (trials.length > 0) return report;
    throw new NoTrialCompletedError(`no trial of study '${study.name}' is complete`, { report });
  });
}

interface Scheduled {
  readonly provisional?: Provisional | undefined;
  readonly standings?: ReadonlyMap<number, readonly RungStanding[]>;
  readonly scheduling?: SchedulingReport | undefined;
}

/** The decisions of a scheduler; the schedulers are loaded for studies that have one. */
async function scheduled(read: StudyRows): Promise<Scheduled> {
  if (methodName(schedulerMethod(read.study.spec)) === 'none') return {};
  const { schedulingOf, standingsOf } = await import('../../runs/results/scheduling-report.ts');
  const { provisionalTrials } = await import('../../runs/results/provisional-trials.ts');
  return {
    provisional: await provisionalTrials(read),
    standings: await standingsOf(read),
    scheduling: await schedulingOf(read),
  };
}
