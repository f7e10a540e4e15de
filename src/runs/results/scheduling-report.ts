import { spearman } from '../../metrics/regression/spearman.ts';
import type {
  RungPrediction,
  RungReport,
  RungStanding,
  SchedulingReport,
} from '../../reports/scheduling-report.ts';
import { halvingOf } from '../../schedulers/study-scheduler.ts';
import type { RungRow } from '../../store/trial-result.ts';
import type { Direction } from '../../study/objective.ts';
import { methodName } from '../../study/search/method-spec.ts';
import { schedulerMethod } from '../../study/search/search-spec.ts';
import { whyNoModels } from '../../study/study-spec.ts';
import { drawOf, type Trial } from '../../study/trial.ts';
import type { StudyRows } from './study-rows.ts';

/** With fewer trials there is no order to predict. */
const fewestPredicted = 3;

/** Undefined for a study without a scheduler, and for one of functions without rungs, which have no `maxEpochs`. */
export async function schedulingOf(read: StudyRows): Promise<SchedulingReport | undefined> {
  const { spec } = read.study;
  const scheduler = methodName(schedulerMethod(spec));
  const hasSteps = halvingOf(spec) === undefined && whyNoModels(spec.model) !== undefined;
  if (scheduler === 'none' || hasSteps) return undefined;
  const trials = (await read.trials()).filter((trial) => drawOf(trial) !== undefined);
  const rows = await read.rungs();
  const trained = new Map(rows.map(({ trial, epochs }) => [trial, epochs]));
  const epochsOf = ({ trial, epochs }: Trial) => epochs ?? trained.get(trial) ?? 0;
  const pruned = trials.filter(({ state }) => state === 'pruned');
  return {
    scheduler,
    epochs: total(trials.map(epochsOf)),
    savedEpochs: total(pruned.map((trial) => spec.training.maxEpochs - epochsOf(trial))),
    timedOut: trials.filter(({ failure }) => failure?.kind === 'timeout').map(({ trial }) => trial),
    ...(halvingOf(spec) && { rungs: rungReports(rows) }),
  };
}

function rungReports(rows: readonly RungRow[]): RungReport[] {
  const places = new Set(rows.map(({ trial, rung }) => `${trial}/${rung}`));
  const levels = byEpochs(rows);
  return levels.map(([epochs, at], level) => ({
    epochs,
    trials: at.length,
    promoted: at.filter(({ trial, rung }) => places.has(`${trial}/${rung + 1}`)).map(({ trial }) => trial),
    prediction: predictionOf(at, levels.slice(level + 1)),
  }));
}

/** The last level that enough of the trials have reached. */
function predictionOf(
  at: readonly RungRow[],
  higher: readonly (readonly [epochs: number, rows: readonly RungRow[]])[],
): RungPrediction | null {
  const early = new Map(at.map(({ trial, value }) => [trial, value]));
  const all = higher.map(([epochs, rows]) => ({
    epochs,
    pairs: rows.flatMap(({ trial, value }) => {
      const then = early.get(trial);
      return value === null || then == null ? [] : [[then, value] as const];
    }),
  }));
  const last = all.findLast(({ pairs }) => pairs.length >= fewestPredicted);
  if (last === undefined) return null;
  const { epochs, pairs } = last;
  const predicted = Float64Array.from(pairs, ([then]) => then);
  const actual = Float64Array.from(pairs, ([, value]) => value);
  return { epochs, spearman: spearman.measure({ actual, predicted })(), trials: pairs.length };
}

/** Each trial's places at the rungs that it has reached; ties by number. */
export async function standingsOf({ study, rungs }: StudyRows): Promise<ReadonlyMap<number, RungStanding[]>> {
  const standings = new Map<number, RungStanding[]>();
  if (halvingOf(study.spec) === undefined) return standings;
  const { direction } = study.spec.objective;
  for (const [epochs, at] of byEpochs(await rungs())) {
    const ranked = at.toSorted(
      (one, other) => lossOf(one, direction) - lossOf(other, direction) || one.trial - other.trial,
    );
    for (const [index, { trial, value }] of ranked.entries()) {
      const standing = { epochs, value, rank: index + 1, trials: at.length };
      standings.set(trial, [...(standings.get(trial) ?? []), standing]);
    }
  }
  return standings;
}

function byEpochs(rows: readonly RungRow[]): [epochs: number, rows: RungRow[]][] {
  const groups = new Map<number, RungRow[]>();
  for (const row of rows) groups.set(row.epochs, [...(groups.get(row.epochs) ?? []), row]);
  return [...groups].sort(([one], [other]) => one - other);
}

/** Infinite minus infinite is no number, so failures have the largest one. */
function lossOf({ value }: RungRow, direction: Direction): number {
  if (value === null) return Number.MAX_VALUE;
  return direction === 'minimize' ? value : -value;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
