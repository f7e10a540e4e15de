import { MissingError } from '../faults/errors.ts';
import { message, option, type Wording } from '../faults/message.ts';
import { type Fit, fitOf } from '../metrics/fit.ts';
import { type HumanBaseline, humanBaselineOf } from '../metrics/human-baseline.ts';
import type { SeedSpread } from '../metrics/seed-spread.ts';
import { type TestInterval, testIntervalOf } from '../metrics/test-interval.ts';
import type { ImportanceReport } from '../reports/importance-report.ts';
import type { InspectionReport } from '../reports/learned/inspection-report.ts';
import type { Provisional, RungStanding, SchedulingReport } from '../reports/scheduling-report.ts';
import type { ConfusionReport } from '../reports/suspects-report.ts';
import { prunedByPeople } from '../runs/asked-of-study.ts';
import { provisionalTrials } from '../runs/results/provisional-trials.ts';
import { schedulingOf, standingsOf } from '../runs/results/scheduling-report.ts';
import { studyRows } from '../runs/results/study-rows.ts';
import { keptSpread } from '../search/kept-spread.ts';
import { studyPaths } from '../space-file/study-paths.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { StageName } from '../study/search/stage.ts';
import { stageOf } from '../study/stages/staged-spec.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';
import { hintingTrials } from './hints/study-hints.ts';
import type { DynamicsWatch } from './inspection/dynamics.ts';
import { text, toggle } from './options/kinds.ts';
import { missing, type OptionsOf } from './options/option.ts';
import type { GivenOptions } from './options/read-options.ts';
import { storedStudy, trial } from './options/shared.ts';

export const showOptions = {
  options: {
    trial,
    confusion: toggle('show the confusion matrix of the validation split; reads the data'),
    target: text({
      describe: message`target of ${option('confusion')}, where several have classes`,
      defaultText: 'the only one with classes',
    }),
    importance: toggle('importance of each column of a table on the validation split; reads the data'),
    dynamics: toggle(
      message`train the trial again to show how its predictions moved, on a page; ${option('dynamics', false)} omits it`,
      true,
    ),
    ...storedStudy,
  },
  rules: (given: GivenOptions) => [missing(given, 'target', 'confusion')],
};

/** Callers of `show` that want a page. */
export interface ShowPage {
  /** Called before the trial is trained again. */
  begin(study: Study, trial: Trial): DynamicsWatch;
  readonly words?: Wording;
}

export interface ShowReport {
  readonly study: Study;
  readonly trial: Trial;
  readonly history: readonly EpochRecord[];
  /** Who asked to end the trial; absent where it was not pruned by a person. */
  readonly prunedBy?: string;
  /** The stage that it was sampled in; absent before the first stage, and for derived trials. */
  readonly stage?: StageName;
  /** Where the test rows should put its metric; absent where there are none, or no standard error. */
  readonly testInterval?: TestInterval;
  /** Absent where the trial is not complete, or its training rows were not measured. */
  readonly fit?: Fit;
  readonly humanBaseline?: HumanBaseline;
  /** The kept values of its configuration with other seeds; absent where there are none. */
  readonly seeds?: SeedSpread;
  readonly confusion?: ConfusionReport;
  readonly importance?: ImportanceReport;
  /** Its places at the rungs of the scheduler; absent where there are none. */
  readonly rungs?: readonly RungStanding[];
  /** Absent without a scheduler. */
  readonly scheduling?: SchedulingReport;
  /** Absent where the trial's outcome is final. */
  readonly provisional?: Provisional;
  /** Only for a page. */
  readonly inspection?: InspectionReport;
}

/** One trial with its epochs. MissingError when the study has no trial of that number. */
export async function show(request: OptionsOf<typeof showOptions.options>): Promise<ShowReport> {
  return (await inspect(request)).report;
}

/**
 * The report of `show`, for a `page` with an inspection of the trial's network, and the files that it depends on.
 * MissingError when the study has no trial of that number.
 */
export function inspect(
  {
    trial: number,
    confusion: hasConfusion,
    target,
    importance: hasImportance,
    dynamics: hasDynamics,
    study: name,
    db,
  }: OptionsOf<typeof showOptions.options>,
  page?: ShowPage,
): Promise<{ readonly report: ShowReport; readonly reads: readonly string[] }> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const found = await store.trial(study.id, number);
    if (found === undefined) throw new MissingError(`study '${study.name}' has no trial ${number}`);
    const history = await store.history(study.id, number);
    const humanBaseline = found.value === null ? undefined : humanBaselineOf(study.spec, found.metrics);
    const testInterval = testIntervalOf(found, study.pipeline?.rows, study.spec.objective.metric);
    const fit = fitOf(found, study.spec.objective, await store.top(study.id, hintingTrials));
    const seeds = await keptSpread(store, study, found);
    const read = studyRows(store, study);
    const rungs = (await standingsOf(read)).get(number);
    const scheduling = await schedulingOf(read);
    const provisional = await provisionalTrials(read);
    const isProvisional = provisional?.trials.includes(number);
    const stage = stageOf(study.spec.search, found)?.name;
    const prunedBy = found.state === 'pruned' && prunedByPeople(await store.requests(study.id)).get(number);
    const report = {
      ...{ study, trial: found, history },
      ...(prunedBy && { prunedBy }),
      ...(stage && { stage }),
      ...(testInterval && { testInterval }),
      ...(fit && { fit }),
      ...(humanBaseline && { humanBaseline }),
      ...(seeds && { seeds }),
      ...(rungs && { rungs }),
      ...(scheduling && { scheduling }),
      ...(provisional && isProvisional && { provisional: { ...provisional, trials: [number] } }),
    };
    // Imported lazily: they load TensorFlow.js.
    const confusion =
      hasConfusion && (await (await import('./suspects.ts')).confusionOf(store, study, found, target));
    const importance =
      hasImportance && (await (await import('./importance.ts')).importanceOf(store, study, number));
    const inspection =
      page &&
      (await (
        await import('./inspection/inspect-trial.ts')
      ).inspectTrial({
        ...{ store, study, trial: found, history, db, hasDynamics, ...page },
      }));
    return {
      report: {
        ...report,
        ...(confusion && { confusion }),
        ...(importance && { importance }),
        ...(inspection && { inspection }),
      },
      reads: [db, ...studyPaths(study.spec, study.directory)],
    };
  });
}
