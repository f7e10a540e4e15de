import { drawnTrials, fewestTrials } from '../../../importance/measure.ts';
import { knownBest } from '../../../refinement/known-best.ts';
import type { KeptParameter } from '../../../reports/learned/refine-report.ts';
import type { MissingStage } from '../../../reports/search-report.ts';
import type { Stop } from '../../../reports/stop.ts';
import { halvingOf } from '../../../schedulers/study-scheduler.ts';
import { stopAfter } from '../../../search/budget/stop-rule.ts';
import { completeSearch } from '../../../search/complete-search.ts';
import type { OpenedStudy } from '../../../search/run-study.ts';
import { regulariseSpace } from '../../../search/stages/regularise-space.ts';
import { specContent } from '../../../space-file/document/spec-content.ts';
import { limitsTrials } from '../../../study/search/budget.ts';
import type { Stage } from '../../../study/search/stage.ts';
import { lastStage, stagedSpec, trialsOfStage } from '../../../study/stages/staged-spec.ts';
import type { StudySpec } from '../../../study/study-spec.ts';
import { drawOf, type Trial } from '../../../study/trial.ts';
import { parameterConstraints } from '../../../training/models/user-module.ts';
import { refinedSpace } from '../../learned/refined-space.ts';
import { bestFitting } from './best-fitting.ts';

/** The best configurations of the stage before run first. */
const mostKnown = 3;

/**
 * The study in its next stage, or with none to come because the trials leave nothing to search (`missing`) or have spent the
 * budget (`stopped`).
 */
export interface NextStage {
  readonly opened: OpenedStudy;
  readonly stopped?: Stop;
  readonly missing?: MissingStage;
}

interface MadeStage {
  readonly stage: Stage;
  readonly kept: readonly KeptParameter[];
}

/** Makes the next stage and stores it. Undefined when none follows, or the present one has not ended. */
export async function nextStage(opened: OpenedStudy): Promise<NextStage | undefined> {
  const { store, study, prepared } = opened;
  const { plan } = prepared;
  if (plan === undefined || plan.next.length === 0) return undefined;
  const { complete, pruned, failed } = (await store.progress(study.id, plan.below)).counts;
  if (complete === 0 || complete + pruned + failed < plan.below) return undefined;
  const stopped = await spentBudget(opened, plan.below);
  if (stopped !== undefined) return { opened, stopped };
  const { stage, kept } = await (plan.next[0] === 'refine' ? refineStage : regulariseStage)(
    opened,
    plan.below,
  );
  const { plan: _, configurations: __, ...rest } = prepared;
  const withSearch = (search: StudySpec['search']) => {
    const spec = { ...prepared.study.spec, search };
    return { ...prepared.study, spec };
  };
  const { search } = prepared.study.spec;
  const isFixed = stage.space.every(({ distribution }) => distribution.type === 'fixed');
  if (isFixed || stage.changes.length === 0) {
    const ended = withSearch({ ...search, trials: plan.below });
    const changed = stage.changes.map(({ parameter, reason }) => ({ parameter, reason }));
    return {
      opened: { ...opened, prepared: { ...rest, study: ended } },
      missing: { name: stage.name, reasons: [...changed, ...kept] },
    };
  }
  const stages = [...(search.stages ?? []), stage];
  const { spec, ...notes } = completeSearch(withSearch({ ...search, stages, trials: plan.trials }).spec);
  const next = { ...rest, ...notes, study: withSearch(spec.search) };
  return { opened: { store, study: await store.addStage(study.id, stage), prepared: next } };
}

/** All results of the stages before are known, those too that the first trials of a next one would not wait for. */
async function spentBudget(
  { store, study, prepared }: OpenedStudy,
  below: number,
): Promise<Stop | undefined> {
  const { spec } = prepared.study;
  const { budget } = spec.search;
  if (!limitsTrials(budget)) return undefined;
  const results = (await store.trials(study.id))
    .filter((trial) => (drawOf(trial) ?? below) < below)
    .sort((one, other) => (drawOf(one) as number) - (drawOf(other) as number));
  return stopAfter({ budget, objective: spec.objective, hasRungs: halvingOf(spec) !== undefined }, results);
}

async function stageTrials({ store, study, prepared }: OpenedStudy): Promise<readonly Trial[]> {
  const { search } = prepared.study.spec;
  return trialsOfStage(search, lastStage(search), await store.trials(study.id));
}

/** Regularisers around the configuration of the stage before that fits the training rows best. */
async function regulariseStage(opened: OpenedStudy, from: number): Promise<MadeStage> {
  const { study } = opened;
  const { spec, directory } = study;
  const trial = bestFitting(await stageTrials(opened), spec.objective);
  const constraints = await parameterConstraints(spec.model, directory);
  const { space, changes } = regulariseSpace(spec.space, trial, constraints);
  const why = `trial ${trial.trial} has it, which fits the training rows best`;
  const told = changes.map((change) => (change.kind === 'fixed' ? { ...change, reason: why } : change));
  return { stage: { name: 'regularise', from, space, changes: told }, kept: [] };
}

/**
 * The space of the stage before, narrowed or widened. The training stays as it is. Nothing changes where the stage before
 * has too few trials, as a space of few configurations has.
 */
async function refineStage(opened: OpenedStudy, from: number): Promise<MadeStage> {
  const { study, prepared } = opened;
  const { directory } = study;
  const trials = await stageTrials(opened);
  const { drawn, ranked: complete } = drawnTrials(trials, study.spec.objective.direction);
  const spec = stagedSpec(prepared.study.spec, lastStage(prepared.study.spec.search));
  if (drawn.length < fewestTrials || complete.length === 0) {
    const reason = `${drawn.length} trials ended, ${complete.length} of them complete, which are too few`;
    const kept = spec.space.map(({ name: parameter }) => ({ parameter, reason }));
    return { stage: { name: 'refine', from, space: spec.space, changes: [] }, kept };
  }
  const best = (space: Stage['space'], ranked: readonly Trial[]) =>
    knownBest(
      space,
      ranked.map(({ config }) => config),
      mostKnown,
    );
  const { ranked, refined } = await refinedSpace({
    ...{ study, spec, trials, directory },
    contentOf: (each, ranking) => {
      const search = { ...spec.search, enqueue: best(each.space, ranking) };
      return specContent({ ...spec, space: each.space, search }, { from: directory, to: directory });
    },
  });
  const { space, changes, kept } = refined;
  return { stage: { name: 'refine', from, space, enqueue: best(space, ranked), changes }, kept };
}
