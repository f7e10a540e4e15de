import { humanBaselineOf } from '../../metrics/human-baseline.ts';
import { scaleOf } from '../../plots/axes/scale.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import { shownBaseline } from '../../reports/baseline.ts';
import type { StudyRows } from '../../runs/results/study-rows.ts';
import { runOf } from '../../runs/results/study-run.ts';
import { tiedTrials } from '../../runs/results/tied-trials.ts';
import { halvingOf } from '../../schedulers/study-scheduler.ts';
import { methodName } from '../../study/search/method-spec.ts';
import { ownDirections } from '../../study/search/own-directions.ts';
import { schedulerMethod } from '../../study/search/search-spec.ts';
import { backendOf, modelTitle, type StudySpec, whyNoModels } from '../../study/study-spec.ts';
import { failureKinds, type Trial } from '../../study/trial.ts';
import { axesOf } from './axes.ts';
import { type DashboardRequest, lookAtStudy } from './dashboard-study.ts';

/** The facts of a study that all its pictures share. UsageError when there is no such study. */
export function studyHead(request: DashboardRequest): Promise<StudyHead> {
  return lookAtStudy(request, headOf);
}

/** Like `studyHead`, for an open store. Reads all trials. */
export async function headOf(read: StudyRows): Promise<StudyHead> {
  const { store, study } = read;
  const { id, name, createdAt, spec, baselines = [] } = study;
  const changedAt = await store.lastChange(id);
  const [best] = await store.top(id, 1);
  const trials = await read.trials();
  const counts = await store.counts(id);
  const human = best && humanBaselineOf(spec, best.metrics);
  const scheduler = methodName(schedulerMethod(spec));
  return {
    ...{ id, name, createdAt, changedAt, objective: spec.objective },
    objectiveScale: scaleOf(
      trials.map(({ value }) => value ?? Number.NaN),
      spec.objective.metric,
    ).kind,
    ...axesOf(spec),
    metrics: metricsOf(trials),
    directions: directionsOf(spec),
    failures: failureKinds,
    ...{ counts, trials: Math.max(spec.search.trials, sampledOf(trials)), maxEpochs: epochsOf(spec) },
    baselines: baselines.map(shownBaseline),
    ...(human?.metric === spec.objective.metric && { humanBaseline: human.value }),
    ...{ rungs: rungsOf(spec), scheduler: scheduler === 'none' ? null : scheduler },
    ...{ sampler: methodName(spec.search.sampler), model: modelTitle(spec.model) },
    data: spec.data.source === 'none' ? null : (dataTitle(spec) ?? spec.data.source),
    backend: backendOf(study),
    run: await runOf(store, id, counts),
    best: best?.trial ?? null,
    tied: (await tiedTrials(read, best))?.trials ?? [],
    ensembles: (await store.ensembles(id)).map((ensemble) => ensemble.name),
  };
}

function metricsOf(trials: readonly Trial[]): string[] {
  const names = new Set<string>();
  for (const { metrics } of trials) for (const name in metrics) names.add(name);
  return [...names].sort();
}

function directionsOf({ objective, objectives = [objective], model }: StudySpec): StudyHead['directions'] {
  const named = objectives.map(({ metric, direction }) => [metric, direction]);
  return { ...ownDirections(model), ...Object.fromEntries(named) };
}

/** A study may have been extended beyond the number of its space file. */
function sampledOf(trials: readonly Trial[]): number {
  return trials.filter(({ origin }) => origin === undefined).length;
}

/** Null for functions and imported studies, whose epochs have no bound. */
function epochsOf(spec: StudySpec): number | null {
  const hasBound = whyNoModels(spec.model) === undefined || halvingOf(spec) !== undefined;
  return hasBound ? spec.training.maxEpochs : null;
}

function rungsOf(spec: StudySpec): number[] {
  const rungs = halvingOf(spec)?.brackets.flatMap((bracket) => bracket.rungs) ?? [];
  return [...new Set(rungs)].sort((one, other) => one - other);
}

function dataTitle({ data: { path } }: StudySpec): string | undefined {
  return typeof path === 'string' ? path : undefined;
}
