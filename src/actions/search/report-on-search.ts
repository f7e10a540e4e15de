import { fitOf } from '../../metrics/fit.ts';
import { humanBaselineOf } from '../../metrics/human-baseline.ts';
import { shownBaseline } from '../../reports/baseline.ts';
import type { SearchReport, StageReport } from '../../reports/search-report.ts';
import { provisionalTrials } from '../../runs/results/provisional-trials.ts';
import { schedulingOf } from '../../runs/results/scheduling-report.ts';
import { studyRows } from '../../runs/results/study-rows.ts';
import { tiedTrials } from '../../runs/results/tied-trials.ts';
import { whereOf } from '../../runs/results/where-of.ts';
import { type OpenedStudy, trialsToGo } from '../../search/run-study.ts';
import type { Stage } from '../../study/search/stage.ts';
import { backendOf } from '../../study/study-spec.ts';
import { hintingTrials, hintsOf } from '../hints/study-hints.ts';
import type { SearchRequest } from './search-request.ts';

/** The summary of a study once its search has ended. */
export async function reportOnSearch(
  opened: OpenedStudy,
  { db, workers }: Pick<SearchRequest, 'db' | 'workers'>,
  seconds: number,
): Promise<SearchReport> {
  const { store, study, prepared } = opened;
  const { complete, pruned, failed, ...counts } = await store.counts(study.id);
  // Trials are sampled when they are needed, so not all unfinished ones are in the store.
  const toGo = await trialsToGo(opened);
  const waiting = Math.max(counts.waiting, toGo.all);
  const ranked = await store.top(study.id, hintingTrials);
  const [best = null] = ranked;
  const { spec } = prepared.study;
  const read = studyRows(store, study);
  const tied = await tiedTrials(read, best ?? undefined);
  const scheduling = await schedulingOf(read);
  const provisional = await provisionalTrials(read);
  const hints = await hintsOf(study, ranked);
  const where = await whereOf(read, ranked[0]);
  const fit = best === null ? undefined : fitOf(best, spec.objective, ranked);
  const humanBaseline = best === null ? undefined : humanBaselineOf(spec, best.metrics);
  const { seed, trials } = spec.search;
  const isTimed = study.spec.training.secondsPerTrial !== undefined;
  return {
    ...{ study: study.name, db, seed, backend: backendOf(study) },
    ...{ workers: Math.min(workers, trials), seconds },
    trials: { complete, pruned: pruned - toGo.promoted, failed, waiting },
    ...(study.spec.search.stages && { stages: study.spec.search.stages.map(shownStage) }),
    ...(isTimed && { outOfTime: await store.outOfTime(study.id) }),
    best,
    ...(fit && { fit }),
    ...(tied && { tied }),
    ...(scheduling && { scheduling }),
    ...(provisional && { provisional }),
    ...(where && { where }),
    ...(hints.length > 0 && { hints }),
    ...(humanBaseline && { humanBaseline }),
    ...(study.baselines && { baselines: study.baselines.map(shownBaseline) }),
    ...(prepared.schema && { schema: prepared.schema }),
  };
}

function shownStage({ name, from, changes }: Stage): StageReport {
  return { name, from, changes };
}
