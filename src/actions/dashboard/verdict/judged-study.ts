import { formatMetric, formatNumber } from '../../../metrics/number-format.ts';
import type { SeedSpread } from '../../../metrics/seed-spread.ts';
import { isValidationMetric, splitless } from '../../../metrics/validation-metric.ts';
import type { Hint } from '../../../reports/hint.ts';
import type { ParameterImportanceReport } from '../../../reports/learned/parameter-importance-report.ts';
import type { SchedulingReport } from '../../../reports/scheduling-report.ts';
import type { Tied } from '../../../reports/tied.ts';
import { schedulingOf } from '../../../runs/results/scheduling-report.ts';
import type { StudyRows } from '../../../runs/results/study-rows.ts';
import { tiedTrials } from '../../../runs/results/tied-trials.ts';
import { keptSpread } from '../../../search/kept-spread.ts';
import type { Study } from '../../../store/store.ts';
import type { RankedTrial } from '../../../study/ranking.ts';
import type { Trial } from '../../../study/trial.ts';
import { hintingTrials, hintsOf } from '../../hints/study-hints.ts';
import { importanceSoFar } from '../../learned/importance.ts';
import { type LearnedStage, learnedStage } from '../../learned/learned-stage.ts';

/** All that the sentences of a verdict are made from, each read once. */
export interface JudgedStudy {
  readonly study: Study;
  readonly trials: readonly Trial[];
  /** The best complete trials, best first; never empty. */
  readonly ranked: readonly Trial[];
  readonly best: RankedTrial;
  /** The trials of the space that was searched last. */
  readonly stage: LearnedStage;
  readonly tied: Tied | undefined;
  /** The kept values of the best trial's configuration with other seeds. */
  readonly seeds: SeedSpread | undefined;
  /** Undefined where too few trials show anything. */
  readonly importance: ParameterImportanceReport | undefined;
  readonly hints: readonly Hint[];
  readonly scheduling: SchedulingReport | undefined;
  readonly ensembles: readonly string[];
}

/** Undefined while no trial is complete. `known`: the importance, where it has been measured already. */
export async function judgedStudy(
  read: StudyRows,
  known?: ParameterImportanceReport,
): Promise<JudgedStudy | undefined> {
  const { store, study } = read;
  const ranked = await store.top(study.id, hintingTrials);
  const [best] = ranked;
  if (best === undefined) return undefined;
  const trials = await read.trials();
  const stage = learnedStage(study, trials);
  return {
    ...{ study, trials, ranked, stage, best: best as RankedTrial },
    tied: await tiedTrials(read, best),
    seeds: await keptSpread(store, study, best),
    importance: known ?? importanceSoFar(study, trials),
    hints: await hintsOf(study, ranked),
    scheduling: await schedulingOf(read),
    ensembles: (await store.ensembles(study.id)).map(({ name }) => name),
  };
}

/** A value of the objective: "0.1283", or "96.40 %" of an accuracy. */
export function objectiveText({ study }: Pick<JudgedStudy, 'study'>, value: number): string {
  return metricText(study.spec.objective.metric, value);
}

/** Like `objectiveText`, for any metric. */
export function metricText(metric: string, value: number): string {
  return isValidationMetric(metric) ? formatMetric(splitless(metric), value) : formatNumber(value);
}

/** "dropout", "dropout and units", "dropout, units and layers". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
